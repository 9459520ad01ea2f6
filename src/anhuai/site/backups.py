"""Backing up a whole installation into one file, and standing it up again from that file.

The file is a tar of the database, the uploaded files and a manifest of their SM3 digests. The keys
that seal personal data stay out unless asked for: kept apart, a stolen backup tells no number.
"""

import errno
import gzip
import json
import os
import re
import shutil
import sqlite3
import subprocess
import tarfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from dataclasses import asdict, dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from cryptography.hazmat.primitives.hashes import SM3, Hash
from django.conf import settings
from django.core.management import call_command
from django.db import connection

from anhuai.kernel.unfit import Unfit
from anhuai.platform import audit, clock, wall
from anhuai.platform.models import Account, AuditHead, Parameter
from anhuai.platform.sealing import blind_indexes
from anhuai.platform.watching.health import BACKUP as LAST_BACKUP
from anhuai.response.engine import stores

DATABASE = "database"
# What the ingress keeps beside SQLite (ADR 36): alarms not carried over yet, and telemetry.
BESIDE: Mapping[str, Callable[[Path], Path]] = {
    "alarms": stores.journal_file, "telemetry": stores.readings_file,
}  # fmt: skip
FILES = "files"
KEYS = "keys.json"
MANIFEST = "manifest.json"
_BLOCK = 1 << 20
_PRIVATE = 0o600
_OURS = re.compile(
    rf"{DATABASE}|{'|'.join(BESIDE)}|{re.escape(KEYS)}|{re.escape(MANIFEST)}|{FILES}/[0-9a-f]{{2}}/[0-9a-f]{{64}}"
)


class BadBackup(Unfit):
    """A backup that cannot be made or used; codes: exists, broken, kind, keys, not_empty, tool."""


@dataclass(frozen=True)
class Manifest:
    """What a backup holds: when, of which kind of database, up to which entry of the trail."""

    made: str
    vendor: str
    keys: str  # one mark a key in use; tells keys apart without giving them away
    sequence: int
    head: str
    digests: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Report:
    """What was backed up or restored, and how long it took."""

    entries: int
    files: int
    size: int
    seconds: float


def back_up(target: Path, *, with_keys: bool = False) -> Report:
    """Write a backup while the site runs on; the file appears whole or not at all."""
    began = perf_counter()
    if target.exists():
        raise BadBackup(
            "exists", f"{target} 已存在，请换一个文件名。", f"{target} exists: choose another name."
        )
    part = target.with_name(f"{target.name}.part")
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        with TemporaryDirectory(dir=target.parent) as scratch:
            copy = Path(scratch) / DATABASE
            # First: what is carried over meanwhile is then in both, and an alarm is kept once.
            beside = _copy_beside(copy.parent)
            sequence, head = _copy_database(copy)
            manifest = Manifest(
                clock.now().isoformat(),
                connection.vendor,
                " ".join(_fingerprints()),
                sequence,
                head,
            )
            part.touch(mode=_PRIVATE)
            with part.open("wb") as out:
                files = _pack(out, [copy, *beside], manifest, with_keys=with_keys)
                out.flush()
                os.fsync(out.fileno())
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)
    told = {"at": clock.now().isoformat(), "size": target.stat().st_size}
    Parameter.objects.update_or_create(key=LAST_BACKUP, defaults={"value": told})
    return Report(sequence, files, target.stat().st_size, perf_counter() - began)


def _pack(out: object, copies: list[Path], manifest: Manifest, *, with_keys: bool) -> int:
    with tarfile.open(fileobj=out, mode="w:gz", compresslevel=1) as archive:  # type: ignore[call-overload]
        members = [*((copy.name, copy) for copy in copies), *_stored_files()]
        if with_keys:
            members.append((KEYS, settings.ANHUAI_KEYS_FILE))
        for name, path in members:
            archive.add(path, arcname=name)
            manifest.digests[name] = _digest(path)
        told = copies[0].with_name(MANIFEST)
        told.write_text(json.dumps(asdict(manifest), ensure_ascii=False), encoding="utf-8")
        archive.add(told, arcname=MANIFEST)
    return sum(1 for name in manifest.digests if name.startswith(f"{FILES}/"))


def _stored_files() -> Iterator[tuple[str, Path]]:
    """Yield the uploaded files; they are named by their digest and never change."""
    root = Path(settings.MEDIA_ROOT)
    for path in sorted(root.glob("??/*")):
        yield f"{FILES}/{path.relative_to(root).as_posix()}", path


def _fingerprints() -> list[str]:
    return blind_indexes("anhuai", of="backup")


def _digest(path: Path) -> str:
    hashed = Hash(SM3())
    with path.open("rb") as stream:
        while block := stream.read(_BLOCK):
            hashed.update(block)
    return hashed.finalize().hex()


# copying the database -------------------------------------------------------------------------


def _copy_database(into: Path) -> tuple[int, str]:
    """Copy the database as of one instant; return the trail's last entry in that copy."""
    if connection.vendor == "postgresql":
        return _dump(into)
    connection.ensure_connection()
    with sqlite3.connect(into) as copy:
        connection.connection.backup(copy)
        copy.execute("PRAGMA journal_mode=DELETE")
        sequence, head = copy.execute("SELECT sequence, digest FROM platform_audithead").fetchone()
    copy.close()
    return sequence, head


def _copy_beside(folder: Path) -> list[Path]:
    """Copy the ingress's own files, each as of one instant; none on PostgreSQL."""
    if connection.vendor != "sqlite":
        return []
    main, copies = Path(connection.settings_dict["NAME"]), []
    for name, place in BESIDE.items():
        if not place(main).exists():
            continue
        with closing(sqlite3.connect(place(main))) as own, closing(
            sqlite3.connect(folder / name)
        ) as copy:  # fmt: skip
            own.backup(copy)
            copy.execute("PRAGMA journal_mode=DELETE")
        copies.append(folder / name)
    return copies


def _dump(into: Path) -> tuple[int, str]:
    """Dump in the same snapshot in which the trail's head is read."""
    with connection.cursor() as cursor:
        cursor.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
        try:
            cursor.execute("SELECT pg_export_snapshot()")
            (snapshot,) = cursor.fetchone()
            head = AuditHead.objects.get(pk=1)
            _tool("pg_dump", "-Fc", "-x", "-Z0", f"--snapshot={snapshot}", "-f", str(into))
        finally:
            cursor.execute("COMMIT")
    return head.sequence, head.digest


def _tool(name: str, *arguments: str) -> None:
    """Run one of PostgreSQL's own tools on our database."""
    own = settings.DATABASES["default"]
    given = {
        "PGHOST": own["HOST"], "PGPORT": str(own["PORT"]), "PGUSER": own["USER"],
        "PGPASSWORD": own["PASSWORD"], "PGDATABASE": str(connection.settings_dict["NAME"]),
    }  # fmt: skip
    if shutil.which(name) is None:
        raise BadBackup(
            "tool",
            f"找不到 {name}，请先安装 PostgreSQL 客户端工具（postgresql-client）。",
            f"{name} is missing: install PostgreSQL's client tools (postgresql-client).",
        )
    env = {**os.environ, **{key: value for key, value in given.items() if value}}
    done = subprocess.run(  # noqa: S603
        [name, *arguments], env=env, capture_output=True, text=True, check=False
    )
    if done.returncode and os.strerror(errno.ENOSPC) in done.stderr:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    if done.returncode:
        raise BadBackup(
            "tool", f"{name} 没有成功：{done.stderr[:400]}", f"{name} failed: {done.stderr[:400]}"
        )


# restoring ------------------------------------------------------------------------------------


def restore(source: Path) -> Report:
    """Stand an empty installation up from a backup; nothing half: the database comes last.

    Every digest is checked before anything is written, and the whole audit chain after.
    """
    began = perf_counter()
    _require_empty()
    settings.DATA.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=settings.DATA) as scratch:
        folder = Path(scratch)
        manifest = _unpack(source, folder)
        _require_fitting(manifest, folder)
        _place_files(folder)
        _place_database(folder / DATABASE)
    call_command("migrate", verbosity=0)  # a backup may be older than the program
    wall.build()
    _require_whole(manifest)
    files = sum(1 for name in manifest.digests if name.startswith(f"{FILES}/"))
    return Report(manifest.sequence, files, source.stat().st_size, perf_counter() - began)


def _require_empty() -> None:
    tables = set(connection.introspection.table_names())
    ours = {*connection.introspection.django_table_names(), "django_migrations"}
    # A database of somebody else's, named by mistake, must not be replaced either.
    foreign = [name for name in tables - ours if "_fts" not in name]
    if foreign or (Account._meta.db_table in tables and Account.objects.exists()):
        raise BadBackup(
            "not_empty",
            "目标数据库里已有数据。恢复只能在空的安装上进行，请换一个数据目录或空数据库。",
            "The database holds data. Restore into an empty installation only.",
        )


def _unpack(source: Path, folder: Path) -> Manifest:
    broken = BadBackup(
        "broken",
        "备份文件不完整或被改动过，没有恢复任何内容。请换一份备份。",
        "The backup is incomplete or was changed; nothing was restored. Use another one.",
    )
    try:
        with gzip.open(source) as stream, tarfile.open(fileobj=stream, mode="r:") as archive:
            for member in archive:
                _take_out(archive, member, folder)
            while stream.read(_BLOCK):  # to its end, where gzip's own checksum stands
                pass
        told = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        manifest = Manifest(**told)
    except (OSError, EOFError, zlib.error, tarfile.TarError, ValueError, TypeError) as error:
        raise broken from error
    if any(
        not (folder / name).is_file() or _digest(folder / name) != digest
        for name, digest in manifest.digests.items()
    ):
        raise broken
    return manifest


def _take_out(archive: tarfile.TarFile, member: tarfile.TarInfo, folder: Path) -> None:
    """Extract one of our own members; a foreign name or a link makes the backup a broken one."""
    stream = (
        archive.extractfile(member) if member.isreg() and _OURS.fullmatch(member.name) else None
    )
    if stream is None:
        raise tarfile.TarError(member.name)
    target = folder / member.name
    target.parent.mkdir(parents=True, exist_ok=True)
    with stream, target.open("wb") as out:
        shutil.copyfileobj(stream, out, _BLOCK)


def _require_fitting(manifest: Manifest, folder: Path) -> None:
    if manifest.vendor != connection.vendor:
        raise BadBackup(
            "kind",
            f"这份备份来自 {manifest.vendor}，当前数据库是 {connection.vendor}，不能直接恢复。",
            f"The backup is of {manifest.vendor}, this database is {connection.vendor}.",
        )
    own, where = folder / KEYS, settings.ANHUAI_KEYS_FILE
    if own.is_file():
        own.chmod(_PRIVATE)
        shutil.copy(own, settings.ANHUAI_KEYS_FILE)
    elif not set(manifest.keys.split()) <= set(_fingerprints()):
        raise BadBackup(
            "keys",
            f"密钥不是备份时的那一套，恢复后读不出证件号码。请先把当时的密钥放到 {where}。",
            f"These are not the keys of the backup: put its keys at {where} first.",
        )


def _place_files(folder: Path) -> None:
    root = Path(settings.MEDIA_ROOT)
    for path in sorted((folder / FILES).glob("??/*")):
        target = root / path.parent.name / path.name
        target.parent.mkdir(parents=True, exist_ok=True)
        path.replace(target)


def _place_database(copy: Path) -> None:
    if connection.vendor == "postgresql":
        _drop_tables()
        _tool("pg_restore", "--no-owner", "--single-transaction", "--exit-on-error",
              "-d", str(connection.settings_dict["NAME"]), str(copy))  # fmt: skip
        return
    target = Path(connection.settings_dict["NAME"])
    connection.close()
    for name, place in BESIDE.items():
        if (copy.parent / name).is_file():
            _replace(copy.parent / name, place(target))
    _replace(copy, target)


def _replace(copy: Path, target: Path) -> None:
    for suffix in ("-wal", "-shm"):
        target.with_name(target.name + suffix).unlink(missing_ok=True)
    part = target.with_name(f"{target.name}.part")  # beside it: the data folder may lie elsewhere
    shutil.move(copy, part)
    part.replace(target)


def _drop_tables() -> None:
    """Take away the empty tables of a migrated database, which the dump brings itself."""
    with connection.cursor() as cursor:
        cursor.execute("DROP SCHEMA public CASCADE")
        cursor.execute("CREATE SCHEMA public")
    connection.close()


def _require_whole(manifest: Manifest) -> None:
    verdict = audit.verify()
    head: Mapping[str, object] = AuditHead.objects.values("sequence", "digest").get(pk=1)
    if verdict.broken_at is not None or (head["sequence"], head["digest"]) != (
        manifest.sequence, manifest.head,
    ):  # fmt: skip
        raise BadBackup(
            "broken",
            f"恢复后核对审计记录不一致：{verdict.says}。请换一份备份。",
            f"The audit trail does not match after restoring: {verdict.says}.",
        )
