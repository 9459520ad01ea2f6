"""Sealed fields: only the key opens them, any change is found, equal values meet in the index."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anhuai.platform import sealing


@pytest.fixture(params=["SM4", "AES"])
def cipher(request, settings):
    settings.ANHUAI_CIPHER = request.param
    return request.param


def test_what_was_sealed_is_unsealed_and_never_looks_the_same_twice(cipher: str) -> None:
    first, second = sealing.seal("990000194001010014"), sealing.seal("990000194001010014")
    assert first != second
    assert sealing.unseal(first) == sealing.unseal(second) == "990000194001010014"
    assert b"9900" not in first


def test_a_value_sealed_with_one_cipher_opens_after_the_setting_changed(settings) -> None:
    settings.ANHUAI_CIPHER = "SM4"
    sealed = sealing.seal("李四")
    settings.ANHUAI_CIPHER = "AES"
    assert sealing.unseal(sealed) == "李四"


@given(st.integers(min_value=0, max_value=40), st.integers(min_value=1, max_value=255))
def test_any_changed_byte_is_found(at: int, by: int) -> None:
    sealed = bytearray(sealing.seal("990000194001010014"))
    sealed[at] ^= by
    with pytest.raises(sealing.SealBroken):
        sealing.unseal(bytes(sealed))


@given(st.text(min_size=1), st.text(min_size=1))
def test_the_index_meets_only_equal_values_of_the_same_field(one: str, other: str) -> None:
    assert sealing.blind_index(one, of="identity") == sealing.blind_index(one, of="identity")
    assert (one == other) == (
        sealing.blind_index(one, of="identity") == sealing.blind_index(other, of="identity")
    )
    assert sealing.blind_index(one, of="identity") != sealing.blind_index(one, of="phone")


def test_nothing_stays_nothing() -> None:
    assert sealing.seal("") == b""
    assert sealing.unseal(b"") == ""
    assert sealing.blind_index("", of="phone") == ""
