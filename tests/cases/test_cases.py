"""A case's life: who may do what from where, and a timeline that cannot be changed unseen."""

import pytest

from anhuai.cases import actions, queries
from anhuai.cases.catalogue import KINDS
from anhuai.cases.models import Case, Entry
from anhuai.cases.rules import Move, Outcome, State, after, may, moves
from anhuai.platform.acting import NotHere
from anhuai.platform.notices.models import Notice
from tests.conftest import COUNTY, OTHER_TOWN, TOWN, VILLAGE


def test_every_kind_says_what_its_examples_say() -> None:
    for kind in KINDS.values():
        for state, move, allowed in kind.examples:
            assert may(move, state) is allowed, (kind.title, state, move)


def test_every_case_can_come_to_its_end() -> None:
    seen, todo = set(), [State.RAISED]
    while todo:
        state = todo.pop()
        seen.add(state)
        todo += [s for m in moves(state) if (s := after(m, state)) not in seen]
    assert seen == set(State)
    assert moves(State.REVIEWED) == []
    assert Move.ACKNOWLEDGE in moves(State.SHOWN)


@pytest.fixture
def case(linze) -> Case:
    made, _new = actions.open_case(
        kind="alarm", says=("紧急呼叫", "Call for help"), severity=1, origin="test:1", by="系统",
        person=None, division=VILLAGE, spot="卧室",
    )  # fmt: skip
    return made


def test_a_case_goes_its_whole_way(case, actor) -> None:
    officer = actor("duty_officer", division=COUNTY)
    helper, reviewer = (
        actor("village_worker", division=VILLAGE),
        actor("county_officer", division=COUNTY),
    )
    actions.show(officer, case_id=case.pk)
    actions.acknowledge(officer, case_id=case.pk)
    actions.dispatch(officer, case_id=case.pk, to=helper.account)
    assert Notice.objects.get(template="errand_sent").account_id == helper.account
    errand = case.errands.get()
    actions.accept(helper, errand_id=errand.pk)
    actions.arrived(helper, errand_id=errand.pk, longitude=100.1, latitude=39.1)
    case.refresh_from_db()
    assert case.state == "arrived"
    actions.report(helper, errand_id=errand.pk, says="老人摔倒，已扶起")
    actions.resolve(officer, case_id=case.pk, outcome=Outcome.HELPED)
    with pytest.raises(actions.BadMove, match="办理人以外"):
        actions.review(officer, case_id=case.pk, says="看过")
    actions.review(reviewer, case_id=case.pk, says="处置及时")
    file = queries.detail(reviewer, case_id=case.pk)
    assert [e.what for e in file.entries] == [
        "opened", "shown", "acknowledged", "dispatched", "accepted", "arrived", "reported",
        "resolved", "reviewed",
    ]  # fmt: skip
    assert file.is_whole
    assert file.case.closed_at is not None


def test_a_changed_or_missing_line_shows(case, actor) -> None:
    officer = actor("duty_officer", division=COUNTY)
    for text in ("一", "二", "三"):
        actions.note(officer, case_id=case.pk, says=text)
    entries = list(case.entries.order_by("pk"))
    assert queries.is_whole(entries)
    assert not queries.is_whole([*entries[:1], *entries[2:]])
    Entry.objects.filter(pk=entries[1].pk).update(says="改")
    assert not queries.is_whole(list(case.entries.order_by("pk")))


def test_outcomes_of_another_kind_and_moves_out_of_turn_are_refused(case, actor) -> None:
    officer = actor("duty_officer", division=COUNTY)
    with pytest.raises(actions.BadMove):
        actions.resolve(officer, case_id=case.pk, outcome=Outcome.HELPED)
    actions.acknowledge(officer, case_id=case.pk)
    with pytest.raises(actions.BadMove, match="没有这种结果"):
        actions.resolve(officer, case_id=case.pk, outcome=Outcome.FAULT)
    with pytest.raises(actions.BadMove):
        actions.dispatch(officer, case_id=case.pk)


def test_a_case_is_handed_over_and_taken_over(case, actor) -> None:
    one, two = actor("duty_officer", division=COUNTY), actor("duty_officer", division=COUNTY)
    actions.acknowledge(one, case_id=case.pk)
    actions.hand_over(one, case_id=case.pk, to=two.account)
    case.refresh_from_db()
    assert case.holder_id == two.account
    actions.hand_over(one, case_id=case.pk)
    case.refresh_from_db()
    assert case.holder_id == one.account


def test_whoever_is_on_duty_elsewhere_sees_and_touches_nothing(case, actor) -> None:
    other = actor("duty_officer", division=OTHER_TOWN)
    assert queries.queue(other) == []
    with pytest.raises(NotHere):
        actions.acknowledge(other, case_id=case.pk)
    assert len(queries.queue(actor("duty_officer", division=TOWN))) == 1


def test_a_helper_sees_only_the_own_errands(case, actor) -> None:
    officer, helper = (
        actor("duty_officer", division=COUNTY),
        actor("village_worker", division=VILLAGE),
    )
    actions.acknowledge(officer, case_id=case.pk)
    actions.dispatch(officer, case_id=case.pk, to=helper.account)
    errand = case.errands.get()
    with pytest.raises(NotHere):
        actions.accept(actor("village_worker", division=VILLAGE), errand_id=errand.pk)
    actions.decline(helper, errand_id=errand.pk, says="在外地")
    with pytest.raises(actions.BadMove):
        actions.accept(helper, errand_id=errand.pk)
