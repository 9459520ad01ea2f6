"""The keys that seal and index, by version; the file is read again whenever it changes.

A file without `versions` holds one pair of keys, which is version 1. Later versions stand in the
list. Every use asks the file's date first (about 1 µs), so that web and worker take up a new key
without a restart; the file is always replaced whole, never written in place.
"""

import fcntl
import json
import os
import secrets
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings

from anhuai.kernel.unfit import Unfit

CIPHERS = ("SM4", "AES")
_PRIVATE = 0o600
_LAST = 255  # one byte of a sealed value names its key


class BadKeys(Unfit):
    """Keys that cannot be made, changed to or retired; codes: cipher, full, unknown, in_use."""


@dataclass(frozen=True, slots=True)
class Key:
    """One version: the key that seals, the key of the blind index, the cipher; `made` may be ""."""

    version: int
    seal: bytes
    index: bytes
    cipher: str
    made: str = ""


@dataclass(frozen=True, slots=True)
class Ring:
    """Every version that can still be read, and the one that writes."""

    current: Key
    keys: Mapping[int, Key]


_seen: tuple[tuple[str, str, int, int, int], Ring] | None = None


_held: ContextVar[Ring | None] = ContextVar("held", default=None)


@contextmanager
def steady() -> Iterator[None]:
    """Read the file once for all that is sealed within: for some hundred rows, a second at most."""
    token = _held.set(ring())
    try:
        yield
    finally:
        _held.reset(token)


def ring() -> Ring:
    """Return the keys as the file holds them now, or held them when `steady` began."""
    global _seen
    held = _held.get()
    if held is not None:
        return held
    path, cipher = str(settings.ANHUAI_KEYS_FILE), str(settings.ANHUAI_CIPHER)
    stat = os.stat(path)  # noqa: PTH116 - Path.stat costs twice as much, once a sealed value
    mark = (path, cipher, stat.st_ino, stat.st_mtime_ns, stat.st_size)
    known = _seen
    if known is None or known[0] != mark:
        known = _seen = (mark, _read(json.loads(Path(path).read_text()), cipher))
    return known[1]


def _read(told: Mapping[str, Any], cipher: str) -> Ring:
    keys = {}
    if "seal" in told:
        first = Key(1, bytes.fromhex(told["seal"]), bytes.fromhex(told["index"]), cipher)
        keys[1] = first
    for one in told.get("versions", ()):
        keys[one["version"]] = Key(
            one["version"], bytes.fromhex(one["seal"]), bytes.fromhex(one["index"]),
            one["cipher"], one["made"],
        )  # fmt: skip
    return Ring(keys[told.get("current", 1)], keys)


def add(*, cipher: str, on: date) -> Key:
    """Make a new version that can be read but does not write yet; raises `BadKeys`."""
    if cipher not in CIPHERS:
        raise BadKeys("cipher", "算法只能是 SM4 或 AES。", "The cipher is SM4 or AES.")
    with _changing() as told:
        version = max(told.get("last", 1), *_read(told, cipher).keys) + 1
        if version > _LAST:
            raise BadKeys("full", "密钥版本已用完。", "There are no more versions.")
        told["last"] = version  # a number is never used again, or an old backup would mislead
        told.setdefault("versions", []).append(
            {
                "version": version, "seal": secrets.token_hex(16), "index": secrets.token_hex(32),
                "cipher": cipher, "made": on.isoformat(),
            }
        )  # fmt: skip
    return ring().keys[version]


def write_with(version: int) -> Key:
    """Let a version seal whatever is written from now on; raises `BadKeys`."""
    with _changing() as told:
        _require(version in _read(told, "SM4").keys, version)
        told["current"] = version
    return ring().current


def drop(version: int) -> None:
    """Take a version out of the file for good; raises `BadKeys` for the one that writes."""
    with _changing() as told:
        found = _read(told, "SM4")
        _require(version in found.keys, version)
        if version == found.current.version:
            raise BadKeys("in_use", "正在使用的密钥不能停用。", "The key in use cannot be retired.")
        if version == 1:
            del told["seal"], told["index"]
        told["versions"] = [v for v in told.get("versions", []) if v["version"] != version]


def _require(known: bool, version: int) -> None:  # noqa: FBT001
    if not known:
        raise BadKeys(
            "unknown", f"没有第 {version} 版密钥。", f"There is no key version {version}."
        )


@contextmanager
def _changing() -> Iterator[dict[str, Any]]:
    """Change the file alone and whole: a kill leaves the old one or the new one."""
    path = Path(settings.ANHUAI_KEYS_FILE)
    part = path.with_name(f"{path.name}.part")
    with path.with_name(f"{path.name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        told = json.loads(path.read_text())
        yield told
        descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, _PRIVATE)
        with os.fdopen(descriptor, "w") as file:
            json.dump(told, file)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
        folder = os.open(path.parent, os.O_RDONLY)
        os.fsync(folder)
        os.close(folder)
