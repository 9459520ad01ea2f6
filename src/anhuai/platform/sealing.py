"""Sealed identity fields: SM4-GCM (AES-GCM by setting) with a keyed blind index (HMAC-SM3)."""

import os
from functools import lru_cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.hashes import SM3
from cryptography.hazmat.primitives.hmac import HMAC
from django.conf import settings

_NONCE = 12
_TAG = 16
_ALGORITHMS = {b"S": algorithms.SM4, b"A": algorithms.AES128}


class SealBroken(ValueError):
    """A sealed value was changed, or sealed with another key."""


@lru_cache(maxsize=1)
def _keys() -> tuple[bytes, bytes, bytes]:
    keys = settings.ANHUAI_KEYS
    mark = b"S" if settings.ANHUAI_CIPHER == "SM4" else b"A"
    return mark, bytes.fromhex(keys["seal"]), bytes.fromhex(keys["index"])


def seal(text: str) -> bytes:
    """Return the sealed form of a text: algorithm mark, nonce, tag, ciphertext; b"" stays empty."""
    if not text:
        return b""
    mark, key, _ = _keys()
    nonce = os.urandom(_NONCE)
    encryptor = Cipher(_ALGORITHMS[mark](key), modes.GCM(nonce)).encryptor()
    sealed = encryptor.update(text.encode()) + encryptor.finalize()
    return mark + nonce + encryptor.tag + sealed


def unseal(sealed: bytes | memoryview) -> str:
    """Return the text of a sealed value; raises `SealBroken` when it was tampered with."""
    raw = bytes(sealed)
    if not raw:
        return ""
    _, key, _ = _keys()
    nonce, tag = raw[1 : 1 + _NONCE], raw[1 + _NONCE : 1 + _NONCE + _TAG]
    decryptor = Cipher(_ALGORITHMS[raw[:1]](key), modes.GCM(nonce, tag)).decryptor()
    try:
        return (decryptor.update(raw[1 + _NONCE + _TAG :]) + decryptor.finalize()).decode()
    except InvalidTag as broken:
        raise SealBroken from broken


def blind_index(text: str, *, of: str) -> str:
    """Return the keyed index (hex) that finds an exact value; `of` names the field."""
    if not text:
        return ""
    _, _, key = _keys()
    mac = HMAC(key, SM3())
    mac.update(f"{of}\0{text}".encode())
    return mac.finalize().hex()
