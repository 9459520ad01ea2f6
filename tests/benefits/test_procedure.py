"""The procedures of applications: every path ends, nothing happens out of turn."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anhuai.benefits.catalogue import BENEFITS
from anhuai.benefits.catalogue.procedures import PROCEDURES, procedure_of
from anhuai.benefits.rules.definition import Form
from anhuai.benefits.rules.procedure import CLOSED, WAITS, State, Step, WrongStep


@pytest.mark.parametrize("code", PROCEDURES)
def test_a_path_leads_to_a_grant(code: str) -> None:
    one = PROCEDURES[code]
    state = one.begins
    for step in one.path:
        assert one.waiting(state) is step
        state = one.after(state, step)
    assert state is State.GRANTED


@pytest.mark.parametrize("code", PROCEDURES)
def test_what_is_not_possible_is_refused(code: str) -> None:
    one = PROCEDURES[code]
    for state in State:
        for step in set(Step) - set(one.possible(state)):
            with pytest.raises(WrongStep):
                one.after(state, step)


@given(st.sampled_from(sorted(PROCEDURES)), st.lists(st.tuples(st.integers(0, 9), st.booleans())))
def test_whatever_is_done_an_application_stands_somewhere_it_can_leave(
    code: str, choices: list[tuple[int, bool]]
) -> None:
    one, state = PROCEDURES[code], PROCEDURES[code].begins
    for pick, favourable in choices:
        possible = one.possible(state)
        if not possible:
            assert state in CLOSED
            return
        state = one.after(state, possible[pick % len(possible)], favourable=favourable)
    assert one.possible(state) or state in CLOSED


def test_an_unfavourable_survey_is_decided_without_a_publication() -> None:
    one = PROCEDURES["assistance"]
    assert one.after(State.TO_SURVEY, Step.SURVEY, favourable=False) is State.TO_CONFIRM


def test_an_objection_leads_to_another_survey() -> None:
    one = PROCEDURES["assistance"]
    assert one.after(State.PUBLISHED, Step.CLOSE, favourable=False) is State.TO_SURVEY


def test_an_adverse_decision_needs_a_hearing_first() -> None:
    """社会救助法第四十八条: nothing ends without having stood at the hearing."""
    for one in PROCEDURES.values():
        leads = [state for state in State if Step.END in one.possible(state)]
        assert leads == [State.HEARING]


def test_urgent_help_comes_before_the_papers_and_is_not_published() -> None:
    assert procedure_of("temporary_aid", is_urgent=True) == "urgent"
    assert procedure_of("urgent_small_aid") == "urgent"
    assert PROCEDURES["urgent"].path == (Step.HELP, Step.PAPERS)


def test_every_unverified_number_of_days_is_a_setting() -> None:
    for one in PROCEDURES.values():
        for clock in (*one.clocks.values(), one.whole):
            assert clock.days or clock.basis.confidence.is_setting


def test_each_item_has_one_procedure() -> None:
    items = [item for one in PROCEDURES.values() for item in one.items]
    assert len(items) == len(set(items))
    assert procedure_of("visiting") == "general"
    assert set(WAITS) >= {step for one in PROCEDURES.values() for step in one.path}


@pytest.mark.parametrize("code", PROCEDURES)
def test_a_procedure_names_benefits_that_are_applied_for_here(code: str) -> None:
    for item in PROCEDURES[code].items:
        assert item in BENEFITS, item
        one = BENEFITS[item]
        assert one.needs_application, item
        assert one.form is not Form.ELSEWHERE, item


def test_whatever_is_applied_for_here_has_exactly_one_procedure() -> None:
    for item, one in BENEFITS.items():
        if one.needs_application and one.form is not Form.ELSEWHERE:
            held = [code for code, of in PROCEDURES.items() if item in of.items]
            assert len(held) == 1, (item, held)
