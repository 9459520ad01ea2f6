"""The fingerprint by which a run and its file are known to be the same bytes."""

from cryptography.hazmat.primitives.hashes import SM3, Hash


def fingerprint(content: str | bytes) -> str:
    """Return the SM3 digest (hex) of a text or file."""
    digest = Hash(SM3())
    digest.update(content.encode() if isinstance(content, str) else content)
    return digest.finalize().hex()
