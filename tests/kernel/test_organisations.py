"""Unified social credit codes: the vectors of standards/07 §2 and properties."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anhuai.kernel.organisations import (
    BadCreditCode,
    make_social_credit_code,
    parse_social_credit_code,
)

CHARACTERS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
organisations = st.text(CHARACTERS, min_size=8, max_size=8)


def fault(text: str) -> BadCreditCode:
    with pytest.raises(BadCreditCode) as caught:
        parse_social_credit_code(text)
    return caught.value


@pytest.mark.parametrize(
    ("number", "kind", "segment_valid"),
    [
        ("12990000MA0000001G", "12", False),
        ("529900005000000012", "52", False),
        ("55990000MA2ABCDEFQ", "55", False),
        ("54990000MA9ABCDE1U", "54", False),
        ("12990000MA00000073", "12", True),
        ("52990000500000007L", "52", True),
    ],
)
def test_the_vectors_of_the_standard_are_read(number: str, kind: str, segment_valid: bool) -> None:
    read = parse_social_credit_code(number)
    assert (read.number, read.kind, read.region) == (number, kind, "990000")
    assert read.organisation == number[8:17]
    assert read.organisation_segment_valid is segment_valid


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "length"),
        ("12990000MA0000001", "length"),
        ("12990000MAO000001G", "characters"),
        ("1299000AMA0000001G", "characters"),
        ("12990000MA0000002G", "checksum"),
    ],
)
def test_each_fault_has_its_code(text: str, code: str) -> None:
    assert fault(text).code == code


def test_what_clerks_paste_is_forgiven() -> None:
    assert parse_social_credit_code(" １２990000 ma0000001g\u200b").number == "12990000MA0000001G"


def test_the_vectors_are_made() -> None:
    assert make_social_credit_code("12", "990000", "MA000000") == "12990000MA00000073"
    assert make_social_credit_code("52", "990000", "50000000") == "52990000500000007L"


@given(st.sampled_from(["11", "12", "51", "52", "53", "54", "91", "92", "93"]), organisations)
def test_every_code_made_is_valid_in_both_standards(kind: str, organisation: str) -> None:
    read = parse_social_credit_code(make_social_credit_code(kind, "990000", organisation))
    assert read.organisation_segment_valid
    assert read.organisation[:8] == organisation


@given(organisations, st.integers(8, 16), st.sampled_from(CHARACTERS))
def test_any_one_wrong_character_is_caught(organisation: str, place: int, wrong: str) -> None:
    number = make_social_credit_code("52", "990000", organisation)
    if number[place] != wrong:
        assert fault(number[:place] + wrong + number[place + 1 :]).code == "checksum"


@given(st.text())
def test_any_text_is_refused_in_words(text: str) -> None:
    said = fault(text)
    assert said.message.endswith("。")
    assert said.message_en.endswith(".")


@pytest.mark.parametrize(
    ("kind", "region", "organisation"),
    [("1", "9900000", "MA000000"), ("12", "99000A", "MA000000"), ("12", "990000", "MA00000")],
)
def test_an_impossible_code_is_not_made(kind: str, region: str, organisation: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        make_social_credit_code(kind, region, organisation)
