"""Citizen ID numbers: the vectors of standards/07 §1, properties, masks."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anhuai.kernel.identity import (
    BadIdentity,
    CitizenId,
    Sex,
    make_citizen_id,
    mask_citizen_id,
    mask_name,
    mask_phone,
    parse_citizen_id,
)

TODAY = date(2026, 11, 21)
births = st.dates(date(1900, 1, 1), TODAY)
sequences = st.integers(0, 999)


def fault(text: str) -> BadIdentity:
    with pytest.raises(BadIdentity) as caught:
        parse_citizen_id(text, on=TODAY)
    return caught.value


@pytest.mark.parametrize(
    ("number", "born", "sex"),
    [
        ("990000194001010014", date(1940, 1, 1), Sex.MALE),
        ("990000194001010022", date(1940, 1, 1), Sex.FEMALE),
        ("990000202002290035", date(2020, 2, 29), Sex.MALE),
        ("99000019260630012X", date(1926, 6, 30), Sex.FEMALE),
        ("990000201901010119", date(2019, 1, 1), Sex.MALE),
        ("99000019450815018X", date(1945, 8, 15), Sex.FEMALE),
    ],
)
def test_the_vectors_of_the_standard_are_read(number: str, born: date, sex: Sex) -> None:
    read = parse_citizen_id(number, on=TODAY)
    assert (read.number, read.region, read.born, read.sex) == (number, "990000", born, sex)
    assert not read.is_legacy


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "length"),
        ("99000019400101001", "length"),
        ("9900001940010100144", "length"),
        ("99000019400101O014", "characters"),
        ("99000019400101001Y", "characters"),
        ("99000040010100X", "characters"),
        ("990000194001010015", "checksum"),
        ("990000202102290032", "date"),
        ("990000190013010013", "date"),
        ("990000401301001", "date"),
        ("990000209901010019", "future"),
    ],
)
def test_each_fault_has_its_code(text: str, code: str) -> None:
    assert fault(text).code == code


def test_a_wrong_character_is_named_by_its_place() -> None:
    assert "第 15 位" in fault("99000019400101O014").message
    assert "第 18 位" in fault("99000019400101001Y").message


def test_the_sentence_does_not_repeat_the_number() -> None:
    said = fault("990000194001010015")
    assert "1940" not in said.message + said.message_en


def test_a_birth_today_is_allowed_and_tomorrow_is_not() -> None:
    number = make_citizen_id("990000", TODAY, 1)
    assert parse_citizen_id(number, on=TODAY).born == TODAY
    with pytest.raises(BadIdentity):
        parse_citizen_id(number, on=date(2026, 11, 20))


@pytest.mark.parametrize(
    "text",
    [
        "99000019260630012x",
        " 990000 19260630 012X\t",
        "９９００００１９２６０６３００１２Ｘ",
        "\u200b990000\u3000192606300\ufeff12ｘ",
    ],
)
def test_what_clerks_paste_is_forgiven(text: str) -> None:
    assert parse_citizen_id(text, on=TODAY).number == "99000019260630012X"


def test_a_first_generation_number_is_the_same_person() -> None:
    old = parse_citizen_id("990000400101001", on=TODAY)
    assert old.is_legacy
    assert old == parse_citizen_id("990000194001010014", on=TODAY)
    assert old == CitizenId("990000194001010014", date(1940, 1, 1))


@given(births, sequences)
def test_every_number_made_is_read_back(born: date, sequence: int) -> None:
    read = parse_citizen_id(make_citizen_id("990000", born, sequence), on=TODAY)
    assert read.born == born
    assert read.sex == (Sex.MALE if sequence % 2 else Sex.FEMALE)


@given(births, sequences, st.integers(0, 16), st.integers(1, 9))
def test_any_one_wrong_digit_is_caught(born: date, sequence: int, place: int, by: int) -> None:
    number = make_citizen_id("990000", born, sequence)
    wrong = str((int(number[place]) + by) % 10)
    assert fault(number[:place] + wrong + number[place + 1 :]).code == "checksum"


@given(births, sequences, st.integers(0, 15))
def test_two_neighbours_exchanged_are_caught(born: date, sequence: int, place: int) -> None:
    number = make_citizen_id("990000", born, sequence)
    swapped = number[:place] + number[place + 1] + number[place] + number[place + 2 :]
    if swapped != number:
        assert fault(swapped).code == "checksum"


@given(st.text())
def test_any_text_is_refused_in_words(text: str) -> None:
    said = fault(text)
    assert said.message.endswith("。")
    assert said.message_en.endswith(".")


@pytest.mark.parametrize(("region", "sequence"), [("99", 1), ("99000x", 1), ("990000", 1000)])
def test_an_impossible_number_is_not_made(region: str, sequence: int) -> None:
    with pytest.raises(ValueError, match="six digits"):
        make_citizen_id(region, TODAY, sequence)


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        ("990000194001010014", "990***********0014"),
        ("99000019260630012X", "990***********012X"),
        ("9900014", "*******"),
        ("", ""),
    ],
)
def test_an_id_number_is_masked(number: str, shown: str) -> None:
    assert mask_citizen_id(number) == shown


@pytest.mark.parametrize(
    ("number", "shown"),
    [("13800001234", "138****1234"), ("5521234", "***1234"), ("1234", "****")],
)
def test_a_phone_number_is_masked(number: str, shown: str) -> None:
    assert mask_phone(number) == shown


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("王英", "王*"),
        ("王小英", "王*英"),
        ("王李小英", "王**英"),
        ("欧阳锋", "欧阳*"),
        ("欧阳小英", "欧阳*英"),
        ("司马", "司*"),
        ("王", "*"),
        ("", ""),
        ("阿依古丽·买买提", "阿***·***"),
        ("Anna Smith", "A*** *****"),
        ("José", "J***"),
    ],
)
def test_a_name_is_masked(name: str, shown: str) -> None:
    assert mask_name(name) == shown


@given(st.text(alphabet="王李小英欧阳", min_size=2, max_size=6))
def test_a_masked_name_always_hides_something(name: str) -> None:
    shown = mask_name(name)
    assert "*" in shown
    assert len(shown) == len(name)
