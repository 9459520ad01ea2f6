"""Upgrading the tables, and rehearsing it on a copy: what each step takes, takes away and locks."""

import ast
import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from django.conf import settings
from django.db import connection
from django.db.migrations import operations as ops
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.migration import Migration

from anhuai.kernel.unfit import Unfit

DESTROYING = (
    ops.RemoveField, ops.DeleteModel, ops.RenameField, ops.RenameModel, ops.AlterModelTable,
)  # fmt: skip
_BACKFILLING = (ops.RunPython, ops.RunSQL)


class CannotRehearse(Unfit):
    """A rehearsal that cannot be held; codes: tool."""


@dataclass(frozen=True, slots=True)
class Step:
    """One migration as it went: its phase, how long it took, what it takes away and locks."""

    name: str
    phase: str
    seconds: float
    destroys: tuple[str, ...]
    locks: tuple[str, ...]

    def said(self) -> str:
        """Return the step in one line."""
        parts = [f"{self.name}  {_PHASES[self.phase]}  {self.seconds:.2f} 秒"]
        parts += [f"删除：{'、'.join(self.destroys)}"] if self.destroys else []
        parts += [f"锁表：{'、'.join(self.locks)}"] if self.locks else []
        return "；".join(parts)


_PHASES = {"expand": "扩展", "backfill": "回填", "contract": "收缩"}


def destroyed_by(migration: Migration) -> tuple[str, ...]:
    """Return what a migration takes away or renames, in Django's own words."""
    return tuple(one.describe() for one in migration.operations if isinstance(one, DESTROYING))


def phase_of(migration: Migration) -> str:
    """Return a migration's phase: the one it declares, else what its operations show."""
    declared = getattr(sys.modules[type(migration).__module__], "phase", "")
    if declared:
        return str(declared)
    filling = any(isinstance(one, _BACKFILLING) for one in migration.operations)
    return "backfill" if filling else "expand"


def declared_phase(path: Path) -> str:
    """Return the phase a migration's file declares, "" for none; without importing it."""
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "phase":
            return str(ast.literal_eval(node.value))
    return ""


def _locked(migration: Migration, label: str) -> tuple[str, ...]:
    """Return the tables that exist already and are held while the migration runs, with rows."""
    found: dict[str, None] = {}
    known = set(connection.introspection.table_names())
    for one in migration.operations:
        model = getattr(one, "model_name", None) or getattr(one, "name", None)
        table = f"{label}_{model}".lower() if isinstance(model, str) else ""
        if table in known and not isinstance(one, ops.CreateModel):
            found[f"{table}（{_rows(table):,} 行）"] = None
    return tuple(found)


def _rows(table: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {connection.ops.quote_name(table)}")  # noqa: S608
        (count,) = cursor.fetchone()
    return int(count)


def apply_due() -> Iterator[Step]:
    """Apply the migrations that are due to this process's database, telling each when done."""
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    for migration, _backwards in plan:
        locks = _locked(migration, migration.app_label)
        began = perf_counter()
        MigrationExecutor(connection).migrate([(migration.app_label, migration.name)])
        yield Step(
            f"{migration.app_label}.{migration.name}", phase_of(migration),
            perf_counter() - began, destroyed_by(migration), locks,
        )  # fmt: skip


def rehearse() -> Sequence[str]:
    """Apply what is due to a copy of the database in a process of its own; return its report."""
    with _copied() as url:
        env = {**os.environ, "ANHUAI_DATABASE_URL": url}
        done = subprocess.run(
            [sys.executable, "-m", "anhuai", "upgrade", "--without-backup"],
            env=env, capture_output=True, text=True, check=False,
        )  # fmt: skip
    lines = [*done.stdout.splitlines(), *done.stderr.splitlines()[-5:]]
    if done.returncode:
        return [*lines, "排练没有成功：正式数据库没有改动，请先解决上面的问题。"]
    return [*lines, "排练成功：以上是在副本上做的，正式数据库没有改动。"]


@contextmanager
def _copied() -> Iterator[str]:
    own: dict[str, Any] = connection.settings_dict
    settings.DATA.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=settings.DATA, prefix="rehearsal-") as folder:
        if connection.vendor == "sqlite":
            copy = Path(folder) / "copy.sqlite3"
            connection.ensure_connection()
            with sqlite3.connect(copy) as to:
                connection.connection.backup(to)
            to.close()
            yield f"sqlite://{copy}"
            return
        name = f"{own['NAME']}_rehearsal_{os.getpid()}"[-60:]
        dump = Path(folder) / "dump"
        _tool("pg_dump", "-Fc", "-Z0", "-f", str(dump), database=str(own["NAME"]))
        with connection.cursor() as cursor:
            cursor.execute(f"CREATE DATABASE {connection.ops.quote_name(name)}")
        try:
            _tool("pg_restore", "--no-owner", "-d", name, str(dump), database=name)
            address = urlsplit(os.environ["ANHUAI_DATABASE_URL"])
            yield urlunsplit(address._replace(path=f"/{name}"))
        finally:
            with connection.cursor() as cursor:
                quoted = connection.ops.quote_name(name)
                cursor.execute(f"DROP DATABASE IF EXISTS {quoted} WITH (FORCE)")


def _tool(name: str, *arguments: str, database: str) -> None:
    own = connection.settings_dict
    given = {
        "PGHOST": own["HOST"], "PGPORT": str(own["PORT"]), "PGUSER": own["USER"],
        "PGPASSWORD": own["PASSWORD"], "PGDATABASE": database,
    }  # fmt: skip
    env = {**os.environ, **{key: value for key, value in given.items() if value}}
    try:
        subprocess.run([name, *arguments], env=env, capture_output=True, check=True)  # noqa: S603
    except (FileNotFoundError, subprocess.CalledProcessError) as error:
        raise CannotRehearse(
            "tool", f"{name} 没有成功，请先安装 PostgreSQL 客户端工具（postgresql-client）。",
            f"{name} failed: install PostgreSQL's client tools (postgresql-client).",
        ) from error  # fmt: skip
