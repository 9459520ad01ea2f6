"""Who becomes head, and what everybody then is to the new head."""

from datetime import date

import pytest

from anhuai.people.rules.codes import HEAD, RELATION
from anhuai.people.rules.households import (
    _PATHS,
    Kin,
    Member,
    child_relation,
    next_head,
    relations_under,
)

ON = date(2026, 11, 1)
HUSBAND = Member(1, "1", date(1950, 1, 1), HEAD)
WIFE = Member(2, "2", date(1952, 1, 1), "12")
SON = Member(3, "1", date(1975, 1, 1), "22")
DAUGHTER = Member(4, "2", date(1978, 1, 1), "32")
SONS_WIFE = Member(5, "2", date(1976, 1, 1), "38")
GIRL = Member(6, "2", date(2015, 1, 1), "42")
MOTHER = Member(7, "2", date(1928, 1, 1), "52")
LODGER = Member(8, "1", date(1940, 1, 1), "99")
KIN = Kin(
    parents=frozenset({(1, 3), (2, 3), (1, 4), (2, 4), (3, 6), (5, 6), (7, 1)}),
    spouses=frozenset({(1, 2), (2, 1), (3, 5), (5, 3)}),
)


@pytest.mark.parametrize(
    ("left", "expected"),
    [
        ([WIFE, SON, DAUGHTER, GIRL, MOTHER], WIFE),
        ([DAUGHTER, SON, SONS_WIFE, GIRL, MOTHER], SON),
        ([SONS_WIFE, GIRL, LODGER], LODGER),
        ([SONS_WIFE, GIRL], SONS_WIFE),
        ([GIRL], GIRL),
    ],
    ids=["the spouse", "the eldest adult child", "the eldest adult", "an adult before a minor",
         "the eldest of minors"],
)  # fmt: skip
def test_the_next_head_is(left: list[Member], expected: Member) -> None:
    assert next_head(left, on=ON) == expected
    assert next_head(reversed(left), on=ON) == expected


def test_nobody_heads_an_empty_household() -> None:
    assert next_head([], on=ON) is None


def test_eighteen_today_is_an_adult_and_tomorrow_is_not() -> None:
    today = Member(1, "1", date(2008, 11, 1), "21")
    tomorrow = Member(2, "1", date(2008, 11, 2), "12")
    assert next_head([today, tomorrow], on=ON) == today


def test_relations_follow_when_the_widow_becomes_head() -> None:
    members = [WIFE, SON, DAUGHTER, SONS_WIFE, GIRL, MOTHER, LODGER]
    assert relations_under(WIFE, members, KIN) == {
        2: "02", 3: "22", 4: "32", 5: "38", 6: "42", 7: "54", 8: "99",
    }  # fmt: skip


def test_relations_follow_when_the_son_becomes_head() -> None:
    members = [HUSBAND, WIFE, SON, DAUGHTER, SONS_WIFE, GIRL, MOTHER]
    assert relations_under(SON, members, KIN) == {
        1: "51", 2: "52", 3: "02", 4: "77", 5: "12", 6: "30", 7: "97",
    }  # fmt: skip


def test_without_recorded_kinship_the_relations_alone_decide() -> None:
    members = [WIFE, SON, DAUGHTER, MOTHER]
    assert relations_under(SON, members) == {3: "02", 2: "52", 4: "77", 7: "97"}


def test_a_change_to_the_spouse_and_back_keeps_every_path() -> None:
    members = [HUSBAND, WIFE, SON, DAUGHTER, GIRL]
    under_wife = relations_under(WIFE, members, KIN)
    moved = [Member(m.person, m.sex, m.born, under_wife[m.person]) for m in members]
    assert relations_under(next(m for m in moved if m.person == 1), moved, KIN) == {
        1: "02", 2: "12", 3: "22", 4: "32", 6: "42",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("mother", "boy", "girl"),
    [("02", "20", "30"), ("12", "20", "30"), ("38", "41", "42"), ("32", "43", "44"),
     ("42", "47", "48"), ("52", "73", "77"), ("99", "99", "99"), ("97", "97", "97")],
)  # fmt: skip
def test_a_newborn_is_to_the_head_what_the_mother_says(mother: str, boy: str, girl: str) -> None:
    assert child_relation(mother, "1") == boy
    assert child_relation(mother, "2") == girl


def test_every_pair_of_relations_gives_a_code_of_the_list() -> None:
    for head in _PATHS:
        for member in _PATHS:
            new = Member(1, "1", date(1970, 1, 1), head)
            other = Member(2, "2", date(1960, 1, 1), member)
            found = relations_under(new, [new, other])
            assert found[1] == HEAD
            assert found[2] in RELATION
            assert found[2] != HEAD
