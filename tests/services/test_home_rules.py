"""Rules of adaptations and family beds without a database: examples and what always holds."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anhuai.kernel.money import Fen
from anhuai.services.catalogue import BED_CARE, BED_CHECKS, BED_SURVEY, PARTS, WORKS
from anhuai.services.rules.adaptation import (
    BadAdaptation,
    Clocks,
    Line,
    Needy,
    State,
    check_other,
    due_on,
    price_of,
    reasons,
)
from anhuai.services.rules.family_beds import BadBed, Span, days_in, grounds, respite_left

DAYS = st.dates(date(2024, 1, 1), date(2028, 12, 31))


def test_every_definition_keeps_its_examples() -> None:
    for part in PARTS.values():
        assert part.examples
        for code, is_basic in part.examples:
            assert WORKS[code].is_basic is is_basic
    for care in BED_CARE.values():
        for level, asked in care.examples:
            assert care.suits(level) is asked
    for check in (*BED_SURVEY.values(), *BED_CHECKS.values()):
        for code, severity in check.examples:
            assert check.answer(code).severity == severity


def test_the_national_list_has_seven_basic_works_of_thirty() -> None:
    assert len(WORKS) == 30
    assert sum(work.is_basic for work in WORKS.values()) == 7
    assert all(code.split(".")[0] in PARTS for code in WORKS)


@pytest.mark.parametrize(
    ("age", "hardships", "disabled", "level", "found"),
    [
        (59, ("tekun",), True, 4, ()), (80, (), True, 4, ()), (79, ("dibao",), False, 0, ()),
        (79, ("dibao",), False, None, ()), (80, ("dibao",), False, None, ("dibao", "very_old")),
        (60, ("tekun",), True, 1, ("tekun", "disabled", "frail")),
    ],
)  # fmt: skip
def test_hardship_and_a_need_entitle(
    age: int, hardships: tuple[str, ...], disabled: bool, level: int | None, found: tuple[str, ...]
) -> None:
    assert reasons(Needy(age, hardships, disabled, level)) == found


LINES = st.lists(
    st.tuples(st.sampled_from(sorted(WORKS)), st.integers(1, 500_000), st.integers(0, 500_000)),
    min_size=1, max_size=8,
)  # fmt: skip


@given(LINES, st.integers(0, 1_000_000))
def test_a_price_adds_up_and_public_money_never_passes_the_ceiling(
    given_: list[tuple[str, int, int]], ceiling: int
) -> None:
    lines = [Line(work=code, price=Fen(p), own=Fen(min(o, p))) for code, p, o in given_]
    try:
        found = price_of(lines, works=WORKS, ceiling=Fen(ceiling))
    except BadAdaptation as error:
        basic = all(WORKS[one.work].is_basic or one.own == one.price for one in lines)
        public = sum(one.price - one.own for one in lines)
        assert not basic or public > ceiling, error.code  # noqa: PT017 - the other case returns
        return
    assert found.total == found.public + found.own == sum(one.price for one in lines)
    assert 0 <= found.public <= ceiling


def test_who_surveyed_or_built_cannot_accept() -> None:
    check_other(3, others=(1, 2, None))
    for account in (1, 2):
        with pytest.raises(BadAdaptation):
            check_other(account, others=(1, 2, None))


@given(st.sampled_from(list(State)), DAYS)
def test_what_is_not_over_has_a_day_by_which_it_is_due(state: State, since: date) -> None:
    clocks = Clocks(survey=1, plan=2, agree=3, build=4, accept=5, pay=6, follow=7)
    due = due_on(state, since, clocks)
    assert (due is None) is state.is_over
    assert due is None or since < due <= since + timedelta(days=7)


@given(st.lists(st.tuples(DAYS, st.integers(0, 60)), max_size=5), DAYS)
def test_days_in_spans_add_up_over_the_years(rows: list[tuple[date, int]], on: date) -> None:
    spans = [Span(since, since + timedelta(days=days)) for since, days in rows]
    total = sum(days_in(spans, year=year, on=on) for year in range(2023, 2031))
    each = sum(
        sum(
            one.since <= one.since + timedelta(n) <= on for n in range((one.until - one.since).days)
        )
        for one in spans
        if one.until is not None
    )
    assert total == each


def test_respite_over_new_year_counts_in_both_years() -> None:
    wanted = Span(date(2026, 12, 25), date(2027, 1, 11))
    assert respite_left([], wanted=wanted, granted=15) == [(2026, 8), (2027, 5)]
    with pytest.raises(BadBed):
        respite_left([], wanted=Span(date(2026, 1, 1), None), granted=15)


def test_an_unanswered_survey_stands_against_a_bed() -> None:
    found = grounds(age=59, level=None, least_level=2, answers={}, questions=BED_SURVEY)
    assert [one.code for one in found] == [
        "age", "assessed", *(f"survey.{code}" for code in BED_SURVEY),
    ]  # fmt: skip
