"""Sealed identity fields: SM4-GCM (AES-GCM by setting) with a keyed blind index (HMAC-SM3).

A sealed value names its key: version 1 by the mark alone (S or A), later ones by the mark in small
letters and a byte. Values of every version in the ring stay readable and searchable.
"""

import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.hashes import SM3
from cryptography.hazmat.primitives.hmac import HMAC

from anhuai.platform import keyring
from anhuai.platform.keyring import Key

_NONCE = 12
_TAG = 16
_MARKS = {"SM4": b"S", "AES": b"A"}
_ALGORITHMS = {b"S": algorithms.SM4, b"A": algorithms.AES128}


class SealBroken(ValueError):
    """A sealed value was changed, or sealed with a key that is not here."""


def seal(text: str) -> bytes:
    """Return the sealed form of a text: mark, nonce, tag, ciphertext; b"" stays empty."""
    if not text:
        return b""
    key = keyring.ring().current
    nonce = os.urandom(_NONCE)
    encryptor = Cipher(_ALGORITHMS[_MARKS[key.cipher]](key.seal), modes.GCM(nonce)).encryptor()
    sealed = encryptor.update(text.encode()) + encryptor.finalize()
    return mark_of(key) + nonce + encryptor.tag + sealed


def mark_of(key: Key) -> bytes:
    """Return how values sealed with a key begin."""
    mark = _MARKS[key.cipher]
    return mark if key.version == 1 else mark.lower() + bytes([key.version])


def version_of(sealed: bytes | memoryview) -> int:
    """Return which version of the key a sealed value needs, 0 for an empty one."""
    raw = bytes(sealed[:2])
    if not raw:
        return 0
    if raw[:1] in _ALGORITHMS:
        return 1
    if raw[:1].upper() not in _ALGORITHMS or len(raw) < 2:
        raise SealBroken
    return raw[1]


def unseal(sealed: bytes | memoryview) -> str:
    """Return the text of a sealed value; raises `SealBroken` when it was tampered with."""
    raw = bytes(sealed)
    version = version_of(raw)
    if not version:
        return ""
    key = keyring.ring().keys.get(version)
    if key is None:
        raise SealBroken
    at = 1 if version == 1 else 2
    nonce, tag = raw[at : at + _NONCE], raw[at + _NONCE : at + _NONCE + _TAG]
    try:
        gcm = modes.GCM(nonce, tag)
        decryptor = Cipher(_ALGORITHMS[raw[:1].upper()](key.seal), gcm).decryptor()
        return (decryptor.update(raw[at + _NONCE + _TAG :]) + decryptor.finalize()).decode()
    except (InvalidTag, ValueError) as broken:
        raise SealBroken from broken


def blind_index(text: str, *, of: str) -> str:
    """Return the keyed index (hex) under which a value is written; `of` names the field."""
    return _indexed(keyring.ring().current, text, of) if text else ""


def blind_indexes(text: str, *, of: str) -> list[str]:
    """Return every index under which a value may stand: one a key, the current one first."""
    if not text:
        return [""]
    known = keyring.ring()
    rest = [key for key in known.keys.values() if key is not known.current]
    return [_indexed(key, text, of) for key in (known.current, *rest)]


def _indexed(key: Key, text: str, of: str) -> str:
    mac = HMAC(key.index, SM3())
    mac.update(f"{of}\0{text}".encode())
    return mac.finalize().hex()
