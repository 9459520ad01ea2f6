"""Reading the environment: the database address, the data folder's keys."""

import json
import os
import secrets
from collections.abc import MutableMapping
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit


def database(url: str, data: Path) -> dict[str, Any]:
    """Return Django's database settings for an address; "" means SQLite in the data folder.

    postgres://user:password@host:port/name?option=value, or sqlite:///path.
    """
    parts = urlsplit(url)
    if parts.scheme in ("postgres", "postgresql"):
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": parts.path.lstrip("/"),
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": parts.hostname or "",
            "PORT": parts.port or "",
            "CONN_MAX_AGE": None,
            "CONN_HEALTH_CHECKS": True,
            "OPTIONS": dict(parse_qsl(parts.query)),
        }
    if parts.scheme not in ("", "sqlite"):
        raise ValueError(
            f"ANHUAI_DATABASE_URL: {parts.scheme}:// is neither postgres:// nor sqlite:///"
        )
    name = Path(parts.path) if parts.path else data / "anhuai.sqlite3"
    name.parent.mkdir(parents=True, exist_ok=True)
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": name,
        "CONN_MAX_AGE": None,
        "OPTIONS": {
            # IMMEDIATE: a transaction that will write takes its place in the queue at once instead
            # of failing halfway; FULL: what was acknowledged survives a power cut.
            "transaction_mode": "IMMEDIATE",
            "timeout": float(os.environ.get("ANHUAI_LOCK_TIMEOUT", "20")),
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; "
            # 32 MB of journal: an import writes a page it touches often once, not at every commit.
            "PRAGMA cache_size=-65536; PRAGMA mmap_size=268435456; "
            "PRAGMA wal_autocheckpoint=8000; PRAGMA foreign_keys=ON;",
        },
    }


def keys_file(data: Path) -> Path:
    """Return where the keys lie: in the data folder, or where ANHUAI_KEYS_FILE says."""
    return Path(os.environ.get("ANHUAI_KEYS_FILE", data / "keys.json"))


def cipher_keys(path: Path) -> dict[str, Any]:
    """Return the keys that seal, index and sign; made once where there are none yet."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        made = {
            "seal": secrets.token_hex(16),
            "index": secrets.token_hex(32),
            "django": secrets.token_urlsafe(48),
        }
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as file:
            json.dump(made, file)
    keys: dict[str, Any] = json.loads(path.read_text())
    return keys


def static_headers(headers: MutableMapping[str, str], path: str, url: str) -> None:
    """Give a static file the one header of a page that concerns it: it is what its type says."""
    del path, url
    headers["X-Content-Type-Options"] = "nosniff"
