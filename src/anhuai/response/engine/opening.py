"""Device credentials: sealed by the platform, opened here without Django.

The form is the platform's (platform/sealing.py, platform/keyring.py); a test seals there and opens
here.
"""

import hmac
import json
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

_NONCE, _TAG = 12, 16
_ALGORITHMS = {b"S": algorithms.SM4, b"A": algorithms.AES128}


class Opener:
    """Opens sealed values with an installation's keys; a changed file is read again."""

    def __init__(self, keys: Path) -> None:
        self.path = keys
        self._mark: tuple[int, int] = (0, 0)
        self._keys: dict[int, bytes] = {}

    def open(self, sealed: bytes) -> str | None:
        """Return the text, None where no key opens it; b"" is an empty one."""
        raw = bytes(sealed)
        if not raw:
            return ""
        mark, version = raw[:1].upper(), 1 if raw[:1] in _ALGORITHMS else raw[1]
        at = 1 if version == 1 else 2
        key = self._ring().get(version)
        if key is None or mark not in _ALGORITHMS:
            return None
        nonce, tag = raw[at : at + _NONCE], raw[at + _NONCE : at + _NONCE + _TAG]
        try:
            opened = Cipher(_ALGORITHMS[mark](key), modes.GCM(nonce, tag)).decryptor()
            return (opened.update(raw[at + _NONCE + _TAG :]) + opened.finalize()).decode()
        except (InvalidTag, ValueError):
            return None

    def _ring(self) -> dict[int, bytes]:
        stat = self.path.stat()
        mark = (stat.st_ino, stat.st_mtime_ns)
        if mark != self._mark:
            told = json.loads(self.path.read_text())
            keys = {one["version"]: bytes.fromhex(one["seal"]) for one in told.get("versions", ())}
            if "seal" in told:
                keys[1] = bytes.fromhex(told["seal"])
            self._keys, self._mark = keys, mark
        return self._keys


def is_same(given: str, wanted: str | None) -> bool:
    """Compare a secret without telling by time how much of it was right; nothing equals none."""
    return bool(wanted) and hmac.compare_digest(given.encode(), (wanted or "").encode())
