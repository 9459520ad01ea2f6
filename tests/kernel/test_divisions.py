"""Division codes: the examples of standards/07 §3 and properties of the tree."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anhuai.kernel.divisions import (
    NATION,
    BadDivision,
    Level,
    TownKind,
    is_urban_committee,
    is_within,
    level_of,
    parent_of,
    parse_division,
    subtree,
    town_kind,
)

LENGTHS = (2, 4, 6, 9, 12)


@st.composite
def any_code(draw: st.DrawFn) -> str:
    length = draw(st.sampled_from(LENGTHS))
    return draw(st.text("0123456789", min_size=length, max_size=length))


def usual_code(code: str) -> bool:
    starts = (0, 2, 4, 6, 9)
    return all(
        int(code[start:end]) for start, end in zip(starts, LENGTHS, strict=True) if end <= len(code)
    )


usual_codes = any_code().filter(usual_code)


@pytest.mark.parametrize(
    ("text", "code", "level"),
    [
        ("62", "62", Level.PROVINCE),
        ("620000", "62", Level.PROVINCE),
        ("532600", "5326", Level.PREFECTURE),
        ("620723", "620723", Level.COUNTY),
        ("620723000000", "620723", Level.COUNTY),
        ("232764100000", "232764100", Level.TOWN),
        ("232764100001", "232764100001", Level.VILLAGE),
        (" ６２０７２３ ", "620723", Level.COUNTY),
        ("441900003000", "441900003", Level.TOWN),
    ],
)
def test_a_code_is_read_in_its_shortest_form(text: str, code: str, level: Level) -> None:
    assert parse_division(text) == code
    assert level_of(code) is level


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "characters"),
        ("62072三", "characters"),
        ("62072", "length"),
        ("6207231", "length"),
        ("000000", "empty"),
    ],
)
def test_each_fault_has_its_code(text: str, code: str) -> None:
    with pytest.raises(BadDivision) as caught:
        parse_division(text)
    assert caught.value.code == code


def test_every_level_has_a_name_in_both_languages() -> None:
    assert [level.title for level in Level] == ["省级", "地级", "县级", "乡级", "村级"]
    assert all(level.title_en for level in Level)


def test_the_way_up_ends_at_the_nation() -> None:
    way = ["232764100001"]
    while way[-1] != NATION:
        way.append(parent_of(way[-1]))
    assert way == ["232764100001", "232764100", "232764", "2327", "23", NATION]


def test_a_town_of_a_city_without_counties_belongs_to_the_city() -> None:
    assert parent_of("441900003") == "4419"


@pytest.mark.parametrize(
    ("root", "expected"),
    [
        ("620723", ("620723", "620724")),
        ("620729", ("620729", "620730")),
        ("6299", ("6299", "6300")),
        ("199999", ("199999", "200000")),
        ("99", ("99", None)),
        (NATION, (NATION, None)),
    ],
)
def test_a_subtree_is_a_range_of_codes(root: str, expected: tuple[str, str | None]) -> None:
    assert subtree(root) == expected


@given(any_code(), st.one_of(st.just(NATION), any_code()))
def test_the_range_holds_exactly_what_lies_within(code: str, root: str) -> None:
    low, high = subtree(root)
    assert (low <= code and (high is None or code < high)) == is_within(code, root)
    assert high is None or len(high) == len(root)


@given(usual_codes)
def test_a_code_lies_within_its_parent_and_in_its_range(code: str) -> None:
    parent = parent_of(code)
    low, high = subtree(parent)
    assert is_within(code, parent)
    assert low <= code
    assert high is None or code < high
    assert not is_within(parent, code)


@given(usual_codes)
def test_padding_with_zeros_changes_nothing(code: str) -> None:
    assert parse_division(code.ljust(12, "0")) == parse_division(code) == code


@given(any_code())
def test_reading_twice_changes_nothing(text: str) -> None:
    if text.strip("0"):
        assert parse_division(parse_division(text)) == parse_division(text)


@pytest.mark.parametrize(
    ("number", "kind"),
    [
        ("000", TownKind.SPECIAL),
        ("001", TownKind.STREET),
        ("099", TownKind.STREET),
        ("100", TownKind.TOWN),
        ("199", TownKind.TOWN),
        ("200", TownKind.TOWNSHIP),
        ("399", TownKind.TOWNSHIP),
        ("400", TownKind.SPECIAL),
    ],
)
def test_a_town_code_says_what_the_town_is(number: str, kind: TownKind) -> None:
    assert town_kind(f"620723{number}") is kind
    assert town_kind(f"620723{number}001") is kind


@pytest.mark.parametrize(
    ("number", "urban"),
    [("000", None), ("001", True), ("199", True), ("200", False), ("399", False), ("400", None)],
)
def test_a_village_code_says_whose_committee_it_is(number: str, urban: bool | None) -> None:
    assert is_urban_committee(f"620723100{number}") is urban


def test_a_county_has_no_town_kind() -> None:
    with pytest.raises(ValueError, match="9 digits"):
        town_kind("620723")
