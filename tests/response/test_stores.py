"""The ingress opens what the platform sealed; what it writes is tested in tests/kill."""

from pathlib import Path

from anhuai.platform.sealing import seal
from anhuai.response.engine.opening import Opener


def test_the_ingress_opens_what_the_platform_sealed(key_file: Path) -> None:
    assert Opener(key_file).open(seal("密钥 one")) == "密钥 one"
    assert Opener(key_file).open(b"") == ""
    broken = bytearray(seal("密钥 one"))
    broken[-1] ^= 1
    assert Opener(key_file).open(bytes(broken)) is None
