"""Who is listed and by whom visited; visits on record once, proofs, cases, phones, the rate."""

import sys
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.db import IntegrityError, transaction
from tests.people import small
from tests.services.conftest import (
    FIRST,
    HOUSE,
    NOON,
    PNG,
    SHANGHAI,
    TODAY,
    Walker,
    elder_of,
    plan,
    refused,
    visited,
    walker,
)

from anhuai.cases.models import Case
from anhuai.kernel.months import Month
from anhuai.people import actions as people
from anhuai.people.rules.circumstances import Held
from anhuai.platform.acting import SYSTEM, Actor, NotHere, Refused
from anhuai.platform.models import AuditEntry
from anhuai.platform.posting import Stale
from anhuai.services import actions, queries
from anhuai.services.models import Phone, Proof, Target, Visit
from anhuai.services.rules.visiting import MOST_PHOTO, Position
from anhuai.services.rules.words import Confirmation, Mode, Outcome, ProofKind

JUNE = Month.of(TODAY)


def rate(actor: Actor, on: date = TODAY) -> tuple[int, int]:
    found = queries.rates(actor, month=Month.of(on), on=on)
    return sum(one.listed for one in found), sum(one.visited for one in found)


def sent(walker: Walker, *visits: Any, phone: Any = None, at: datetime = NOON) -> Any:
    return actions.sync(
        walker.actor, phone=phone or uuid4(), agent="安卓", sent=at, visits=list(visits)
    )


# the list ---------------------------------------------------------------------------------------


def test_circumstances_list_and_nothing_else(officer: Actor, near: Walker) -> None:
    alone = elder_of(officer)
    elder_of(officer, "李有伴", code="")
    elder_of(officer, "赵集中", code="tekun", kind="centralised")
    made = plan(officer)
    assert (made.listed, made.assigned, made.nobody) == (1, 1, 0)
    row = Target.objects.get()
    assert (row.person_id, row.visitor_id, row.at_start) == (alone, near.one.pk, True)
    assert row.tiers == ["special_difficulty"]
    assert plan(officer) == actions.Planned(0, 0, 0, 0)


def test_who_came_later_is_visited_but_does_not_count_for_the_month(
    officer: Actor, near: Walker
) -> None:
    elder_of(officer, since=date(2026, 6, 10))
    plan(officer)
    assert Target.objects.get().at_start is False
    assert rate(officer) == (0, 0)
    plan(officer, TODAY)
    assert Target.objects.count() == 1


def test_who_died_is_taken_off_with_the_reason_and_comes_back_when_that_was_wrong(
    officer: Actor, near: Walker, elder: int
) -> None:
    plan(officer)
    people.record_death(officer, person=elder, died=date(2026, 6, 12))
    assert plan(officer).dropped == 1
    row = Target.objects.get()
    assert (row.dropped_why, row.dropped_on, row.visitor) == ("died", TODAY, None)
    assert rate(officer) == (0, 0)  # by setting: not counted, unless visited before
    assert plan(officer).dropped == 0


def test_villages_without_a_visitor_are_said(officer: Actor, near: Walker, elder: int) -> None:
    elder_of(officer, "石桥人", village=small.FAR_VILLAGE)
    assert plan(officer).nobody == 1
    town = walker(officer, small.OTHER_TOWN)
    assert plan(officer).nobody == 0
    assert set(Target.objects.values_list("visitor", flat=True)) == {near.one.pk, town.one.pk}


def test_a_clerk_plans_their_own_town_alone(
    officer: Actor, clerk: Actor, near: Walker, elder: int
) -> None:
    elder_of(officer, "石桥人", village=small.FAR_VILLAGE)
    assert plan(clerk).listed == 1
    with pytest.raises(Refused):
        plan(near.actor)


def test_who_ended_gives_their_persons_to_others(officer: Actor, near: Walker, elder: int) -> None:
    plan(officer)
    other = walker(officer, small.VILLAGE)
    assert plan(officer).assigned == 0  # whoever has somebody keeps them
    actions.end_visitor(officer, visitor=near.one.pk, version=1, on=TODAY)
    plan(officer)
    assert Target.objects.get().visitor_id == other.one.pk


def test_reassigning_is_for_who_reaches_the_village_and_not_over_another_officer(
    officer: Actor, far_clerk: Actor, near: Walker, far: Walker, elder: int
) -> None:
    plan(officer)
    row = Target.objects.get()
    other = walker(officer, small.VILLAGE)
    given = {"target": row.pk, "seen": near.one.pk, "on": TODAY}
    assert refused(lambda: actions.reassign(officer, visitor=far.one.pk, **given))[0] == "visitor"
    with pytest.raises(NotHere):
        actions.reassign(far_clerk, visitor=other.one.pk, **given)
    actions.reassign(officer, visitor=other.one.pk, **given)
    with pytest.raises(Stale):
        actions.reassign(officer, visitor=near.one.pk, **given)


# visits -----------------------------------------------------------------------------------------


def test_a_visit_counts_for_the_month_and_one_that_failed_is_recorded_as_such(
    officer: Actor, near: Walker, elder: int
) -> None:
    plan(officer)
    assert rate(officer) == (1, 0)
    away = visited(elder, outcome=Outcome.NOT_HOME)
    actions.record(near.actor, visited=away)
    assert rate(officer) == (1, 0)
    (row,) = queries.unvisited(officer, month=JUNE, on=TODAY)
    assert row[5] == "not_home"
    one = actions.record(near.actor, visited=visited(elder))
    assert (rate(officer), one.doubts, one.metres) == ((1, 1), [], 33)
    assert queries.unvisited(officer, month=JUNE, on=TODAY) == []
    actions.withdraw(officer, visit=one.pk, reason="走错人家")
    assert rate(officer) == (1, 0)
    assert Visit.objects.count() == 2


def test_refusals_count_as_unvisited_unless_the_county_says_otherwise(
    officer: Actor, near: Walker, elder: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan(officer)
    actions.record(near.actor, visited=visited(elder, outcome=Outcome.REFUSED))
    assert rate(officer) == (1, 0)
    monkeypatch.setattr(
        sys.modules["anhuai.services.queries.targets"], "drops_refused", lambda _on: True
    )
    assert rate(officer) == (0, 0)


def test_the_same_visit_sent_thrice_is_one(officer: Actor, near: Walker, elder: int) -> None:
    plan(officer)
    one = visited(elder)
    first = sent(near, one, one)
    again = sent(near, one)
    (a,), (b,) = first.taken, again.taken
    assert a.visit == b.visit
    assert again.pks == []
    assert actions.record(near.actor, visited=one).pk == a.visit
    assert Visit.objects.count() == 1


def test_two_syncs_of_one_visit_at_the_same_moment_make_one(
    officer: Actor, near: Walker, elder: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, other = visited(elder), visited(elder, answers={"fraud": "lost"})
    first = sent(near, one).taken[0].visit
    # The other request looked before this one wrote: only the table's own constraint stops it.
    monkeypatch.setattr("anhuai.services.actions.visiting._already", lambda _ground, _one: None)
    done = sent(near, other, one)
    assert done.taken[1].visit == first
    assert Visit.objects.count() == 2
    assert done.pks == [done.taken[0].visit]


def test_what_is_wrong_with_one_visit_keeps_none_of_the_others(
    officer: Actor, near: Walker, elder: int
) -> None:
    good, tomorrow = visited(elder), visited(elder, at=NOON + timedelta(days=1))
    far_off = visited(elder, position=Position(106.0, 38.0, 10.0))
    stranger = visited(elder_of(officer, "石桥人", village=small.FAR_VILLAGE))
    done = sent(near, tomorrow, far_off, good, stranger)
    codes = [one.refused.code if one.refused else None for one in done.taken]
    assert codes == ["future", "far", None, "person"]
    repaired = replace(far_off, reason="在女儿家见面")
    assert sent(near, repaired).taken[0].visit
    assert Visit.objects.count() == 2


def test_a_phone_whose_clock_is_wrong_is_put_right_and_said(
    officer: Actor, near: Walker, elder: int
) -> None:
    plan(officer)
    phone_now = NOON - timedelta(days=40)
    sent(near, visited(elder, at=phone_now - timedelta(hours=3)), at=phone_now)
    one = Visit.objects.get()
    assert (one.on, one.doubts) == (TODAY, ["clock"])
    assert one.at == NOON - timedelta(hours=3)
    ahead = NOON + timedelta(days=400)
    sent(near, visited(elder, at=ahead - timedelta(minutes=5)), at=ahead)
    assert Visit.objects.latest("pk").on == TODAY


def test_a_week_without_a_network_is_no_doubt_and_a_quarter_is_too_long(
    officer: Actor, near: Walker, elder: int
) -> None:
    plan(officer)
    week = visited(elder, at=NOON - timedelta(days=6, hours=20))
    fortnight = visited(elder, at=NOON - timedelta(days=14))
    quarter = visited(elder, at=NOON - timedelta(days=90))
    done = sent(near, week, fortnight, quarter)
    assert [one.refused and one.refused.code for one in done.taken] == [None, None, "too_old"]
    assert "late" not in Visit.objects.get(client=week.client).doubts
    assert "late" in Visit.objects.get(client=fortnight.client).doubts


def test_a_visitor_who_ended_in_between_may_send_what_was_before(
    officer: Actor, near: Walker, elder: int
) -> None:
    before = visited(elder, at=NOON - timedelta(days=3))
    after = visited(elder, at=NOON - timedelta(hours=2))
    actions.end_visitor(officer, visitor=near.one.pk, version=1, on=TODAY - timedelta(days=1))
    done = sent(near, before, after)
    assert done.taken[0].visit
    assert done.taken[1].refused is not None
    assert done.taken[1].refused.code == "ended"


def test_impossible_travel_an_exact_position_and_no_confirmation_are_doubted(
    officer: Actor, near: Walker, elder: int
) -> None:
    other = elder_of(officer, "吴远", code="empty_nest")
    plan(officer)
    first = visited(elder)
    second = visited(
        other, at=first.at + timedelta(minutes=5), position=Position(105.6, 38.0, 8.0),
        confirmed=Confirmation.NONE,
    )  # fmt: skip
    sent(near, first, second)
    assert Visit.objects.get(client=second.client).doubts == [
        "no_house", "travel", "unconfirmed",
    ]  # fmt: skip
    exact = visited(elder, at=NOON, position=Position(*HOUSE, 9.0))
    sent(near, exact)
    assert Visit.objects.get(client=exact.client).doubts == ["fake"]


def test_the_code_on_the_elders_card_confirms(officer: Actor, near: Walker, elder: int) -> None:
    plan(officer)
    code = queries.code_of(elder)
    assert len(code) == 6
    for given, doubts in ((code, []), ("000000" if code != "000000" else "1", ["wrong_code"])):
        one = visited(elder, confirmed=Confirmation.CODE, code=given)
        sent(near, one)
        assert Visit.objects.get(client=one.client).doubts == doubts


def test_a_grave_answer_opens_one_case_a_matter(officer: Actor, near: Walker, elder: int) -> None:
    sent(near, visited(elder, answers={"medicine": "wrong", "fraud": "lost", "meals": "fine"}))
    sent(near, visited(elder, answers={"fraud": "lost"}))
    found = Case.objects.order_by("says")
    assert [(one.says, one.times, one.severity) for one in found] == [
        ("用药：服错药或停药", 1, 2), ("防骗：已经被骗钱", 2, 2),
    ]  # fmt: skip
    assert {one.person_id for one in found} == {elder}
    assert refused(
        lambda: actions.record(near.actor, visited=visited(elder, answers={"fraud": "maybe"}))
    ) == ("answer", "answers")


def test_a_death_found_at_the_door_opens_a_case_and_the_dead_are_not_visited(
    officer: Actor, near: Walker, elder: int
) -> None:
    sent(near, visited(elder, outcome=Outcome.DIED))
    assert Case.objects.get().says.startswith("探访得知")
    people.record_death(officer, person=elder, died=date(2026, 6, 13))
    assert refused(lambda: actions.record(near.actor, visited=visited(elder)))[0] == "dead"


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"minutes": 2000}, "minutes"), ({"chores": ["dance"]}, "chore"),
        ({"outcome": Outcome.OTHER}, "reason"),
        ({"position": Position(500.0, 38.0, 1.0)}, "position"),
        ({"position": None}, "no_position"), ({"answers": {"weather": "fine"}}, "check"),
        ({"note": "\u202e倒着"}, "turned"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_with_a_sentence(
    near: Walker, elder: int, more: dict[str, Any], code: str
) -> None:
    found, _field = refused(lambda: actions.record(near.actor, visited=visited(elder, **more)))
    assert found == code or code == "turned"


def test_a_phone_call_needs_no_place(near: Walker, elder: int) -> None:
    call = visited(elder, mode=Mode.PHONE, position=None, confirmed=Confirmation.NONE)
    assert actions.record(near.actor, visited=call).metres is None


def test_who_is_no_visitor_sends_nothing(officer: Actor, elder: int) -> None:
    actor = small.holder("village_worker", division=small.VILLAGE)
    assert refused(lambda: actions.record(actor, visited=visited(elder)))[0] == "no_visitor"
    with pytest.raises(Refused):
        actions.record(officer, visited=visited(elder))


# proofs and phones ------------------------------------------------------------------------------


def test_a_picture_is_kept_once_with_consent_and_not_of_twenty_megabytes(
    near: Walker, far: Walker, elder: int
) -> None:
    one = visited(elder)
    given: dict[str, Any] = {
        "client": uuid4(), "visit": one.client, "kind": ProofKind.PHOTO, "body": PNG,
        "consented": True,
    }  # fmt: skip
    assert refused(lambda: actions.add_proof(near.actor, **given))[0] == "visit"
    sent(near, one)
    asks = refused(lambda: actions.add_proof(near.actor, **{**given, "consented": False}))
    assert asks[0] == "consent"
    big = PNG + b"\0" * (20 << 20)
    assert len(big) > MOST_PHOTO
    assert refused(lambda: actions.add_proof(near.actor, **{**given, "body": big}))[0] == (
        "too_large"
    )
    assert refused(lambda: actions.add_proof(near.actor, **{**given, "body": b"MZ.."}))[0] == "kind"
    assert refused(lambda: actions.add_proof(far.actor, **given))[0] == "visit"
    first = actions.add_proof(near.actor, **given)
    assert actions.add_proof(near.actor, **given).pk == first.pk
    assert Proof.objects.count() == 1
    with pytest.raises(IntegrityError), transaction.atomic():
        Proof.objects.filter(pk=first.pk).update(consented=False)


def test_a_lost_phone_is_refused_and_its_account_signed_out(
    officer: Actor, far_clerk: Actor, near: Walker, elder: int
) -> None:
    browser, key = small.browser(near.actor), uuid4()
    sent(near, visited(elder), phone=key)
    phone = Phone.objects.get()
    with pytest.raises(NotHere):
        actions.revoke_phone(far_clerk, phone=phone.pk)
    assert browser.get("/services/field/").status_code == 200
    actions.revoke_phone(officer, phone=phone.pk)
    assert refused(lambda: sent(near, visited(elder), phone=key))[0] == "revoked"
    assert browser.get("/services/field/").status_code == 302
    assert queries.phone_is_revoked(key)
    assert Visit.objects.count() == 1


def test_every_write_and_every_reading_is_in_the_trail(
    officer: Actor, near: Walker, elder: int
) -> None:
    plan(officer)
    sent(near, visited(elder))
    queries.cards(near.actor, visitor=near.one, on=TODAY)
    names = set(AuditEntry.objects.values_list("name", flat=True))
    assert {"services.plan_month", "services.sync", "services.cards"} <= names


# the phone's list -------------------------------------------------------------------------------


def test_the_phone_gets_ones_own_persons_with_what_is_to_be_done(
    officer: Actor, near: Walker, far: Walker, elder: int
) -> None:
    plan(officer)
    (card,) = queries.cards(near.actor, visitor=near.one, on=TODAY)
    assert (card.person, card.state, card.due) == (elder, "overdue", date(2026, 1, 31))
    assert card.point is not None
    assert "heating" not in card.checks  # it is June
    assert "children" not in card.checks  # asked of the left-behind
    assert queries.cards(far.actor, visitor=far.one, on=TODAY) == []
    sent(near, visited(elder))
    (card,) = queries.cards(near.actor, visitor=near.one, on=TODAY)
    assert (card.state, card.last) == ("done", TODAY)


def test_four_rhythms_at_one_house(
    officer: Actor, near: Walker, monkeypatch: pytest.MonkeyPatch
) -> None:
    days = queries.days_of(TODAY) | {"four_ones": 7}
    monkeypatch.setattr(sys.modules["anhuai.services.queries.listing"], "days_of", lambda _on: days)
    tekun = elder_of(officer, "孙守田", code="tekun", kind="scattered")
    plan(officer)
    (card,) = queries.cards(near.actor, visitor=near.one, on=TODAY)
    assert card.chores == ("cleaning", "laundry", "haircut", "supplies")
    say = visited(
        tekun, at=NOON - timedelta(days=8), position=None, reason="没有信号",
        chores=["cleaning", "haircut", "laundry", "supplies"],
    )  # fmt: skip
    sent(near, say)
    (card,) = queries.cards(near.actor, visitor=near.one, on=TODAY)
    assert card.chores == ("cleaning",)
    assert card.state == "due"


def test_a_new_month_lists_anew_and_keeps_who_goes(
    officer: Actor, near: Walker, elder: int
) -> None:
    other = walker(officer, small.VILLAGE)
    plan(officer)
    before = Target.objects.get().visitor_id
    july = datetime(2026, 7, 3, 2, 0, tzinfo=SHANGHAI)
    with time_machine.travel(july, tick=False):
        actions.plan_month(SYSTEM, month=july.date().replace(day=1), on=july.date())
    row = Target.objects.get(month=date(2026, 7, 1))
    assert row.visitor_id == before
    assert before in (near.one.pk, other.one.pk)
    assert row.month != FIRST


def test_the_month_and_the_day_belong_together(officer: Actor) -> None:
    asked = refused(lambda: actions.plan_month(officer, month=FIRST, on=date(2026, 7, 1)))
    assert asked == ("month", "on")


def test_entering_a_visitor_asks_for_the_role(officer: Actor, near: Walker, clerk: Actor) -> None:
    from anhuai.platform.models import Account

    def name_of(actor: Actor) -> str:
        return Account.objects.get(pk=actor.account).username

    def enter(name: str) -> Any:
        return actions.enter_visitor(officer, username=name, since=TODAY)

    assert refused(lambda: enter("nobody"))[0] == "account"
    assert refused(lambda: enter(name_of(clerk)))[0] == "account"
    assert refused(lambda: enter(name_of(near.actor)))[0] == "twice"
    actions.end_visitor(officer, visitor=near.one.pk, version=1, on=TODAY)
    assert enter(name_of(near.actor)).until is None
    with pytest.raises(Stale):
        actions.end_visitor(officer, visitor=near.one.pk, version=1, on=TODAY)


def test_held_circumstance_that_ended_drops(officer: Actor, near: Walker, elder: int) -> None:
    plan(officer)
    from anhuai.people.models import Circumstance

    people.end_circumstance(
        officer, circumstance=Circumstance.objects.get(person=elder).pk, until=date(2026, 6, 10),
        reason="子女搬回",
    )  # fmt: skip
    plan(officer)
    assert Target.objects.get().dropped_why == "ended"
    assert Held("living_alone", FIRST).code == "living_alone"


def test_who_lives_in_an_institution_is_not_on_the_list_while_the_stay_lasts(
    officer: Actor, elder: int
) -> None:
    from anhuai.facilities.models import Facility
    from anhuai.placements.models import Stay

    house = Facility.objects.create(
        kind="elderly_care_institution", name="颐年养老院", pinyin="yinian", search="颐年",
        division=small.VILLAGE, address="（虚构）一号", ownership="private", status="operating",
        opened=date(2024, 1, 1), created_at=NOON, updated_at=NOON,
    )  # fmt: skip
    stay = Stay.objects.create(
        person_id=elder, facility=house, kind="residential", since=date(2026, 1, 2),
        recorded_at=NOON, recorded_by="测试",
    )  # fmt: skip
    assert elder not in {one.person for one in queries.listed_on(officer, on=TODAY)}
    Stay.objects.filter(pk=stay.pk).update(until=TODAY, ending="home")
    assert elder in {one.person for one in queries.listed_on(officer, on=TODAY)}
