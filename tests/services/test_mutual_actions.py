"""Mutual help and the time bank: tasks to their confirmation, hours in double entry."""

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st
from tests.people import small
from tests.services.conftest import NOON, TODAY, elder_of, refused

from anhuai.people import actions as people
from anhuai.people.models import Person
from anhuai.platform import parameters
from anhuai.platform.acting import SYSTEM, Actor, Holding, NotHere, Refused
from anhuai.platform.models import ParameterChange
from anhuai.platform.posting import Stale
from anhuai.services import actions as mutual
from anhuai.services.actions import bank
from anhuai.services.models import HelpTask, Member, TimeEntry, TimeLot, TimePosting
from anhuai.services.queries import bank as balances
from anhuai.services.queries import mutual as queries
from anhuai.services.queries.targets import code_of
from anhuai.services.rules.mutual import (
    Asking,
    Confirmed,
    HelpKind,
    MemberKind,
    TimeBook,
    TimeLeft,
    counted,
    ends_on,
    overlaps,
    spent_first,
)


def asking(**more: Any) -> Asking:
    given = {"client": uuid4(), "kind": HelpKind.ERRAND, "wanted_on": TODAY, "minutes": 60}
    return Asking(**{**given, **more})


def decide(key: str, value: int) -> None:
    ParameterChange.objects.create(
        key=key, value=str(value), since=date(2020, 1, 1), state="approved", proposed_at=NOON,
        proposed_by=1, decided_at=NOON, decided_by=2, reason="测试",
    )  # fmt: skip
    parameters.forget()


def helper_of(officer: Actor, name: str = "王帮忙", village: str = small.VILLAGE) -> Member:
    key = small.register(officer, name, date(1960, 1, 1), village=village, hukou=village)
    return mutual.enter_member(officer, kind=MemberKind.YOUNGER, since=TODAY, person=key)


def family(*persons: int) -> Actor:
    return Actor("家属", None, tuple(Holding("family", person=key) for key in persons))


@pytest.fixture
def helper(officer: Actor) -> Member:
    return helper_of(officer)


def done(officer: Actor, helper: Member, person: int, hours_ago: int = 2, minutes: int = 60) -> Any:
    task = mutual.ask_help(officer, person=person, asking=asking())
    task = mutual.take_task(officer, task=task.pk, member=helper.pk, version=task.version)
    return mutual.finish_task(
        officer, task=task.pk, version=task.version, began=NOON - timedelta(hours=hours_ago),
        minutes=minutes,
    )  # fmt: skip


def confirmed(officer: Actor, helper: Member, person: int, **more: Any) -> HelpTask:
    task = done(officer, helper, person, **more)
    code = code_of(person)
    made = mutual.confirm_task(
        officer, task=task.pk, version=task.version, how=Confirmed.CODE, code=code
    )
    assert made.is_right
    return HelpTask.objects.get(pk=task.pk)


def held(member: Member) -> int:
    return balances.balances([member.pk]).get(member.pk, 0)


# rules ------------------------------------------------------------------------------------------


def test_what_ends_first_is_spent_first_and_never_overdrawn() -> None:
    lots = [TimeLeft(1, 50, None), TimeLeft(2, 30, date(2027, 1, 1)), TimeLeft(3, 20, TODAY)]
    assert spent_first(60, lots) == [(3, 20), (2, 30), (1, 10)]
    assert spent_first(101, lots) is None
    assert ends_on(date(2026, 1, 31), 12) == date(2027, 2, 1)
    assert ends_on(date(2026, 1, 31), 0) is None
    assert counted(90, 450, 480) == 30
    assert counted(90, 500, 480) == 0
    assert counted(90, 0, 0) == 90
    assert not overlaps(NOON, 60, NOON + timedelta(hours=1), 30)
    assert overlaps(NOON, 61, NOON + timedelta(hours=1), 30)


@given(st.lists(st.integers(1, 500), max_size=8), st.integers(1, 3000))
def test_parts_come_to_what_is_wanted_and_no_lot_gives_more_than_it_has(
    given: list[int], wanted: int
) -> None:
    lots = [TimeLeft(key, left, None) for key, left in enumerate(given)]
    parts = spent_first(wanted, lots)
    assert (parts is None) == (sum(given) < wanted)
    if parts is not None:
        assert sum(part for _key, part in parts) == wanted
        assert all(0 < part <= given[key] for key, part in parts)


# tasks ------------------------------------------------------------------------------------------


def test_a_task_is_asked_taken_done_confirmed_and_booked_once(
    officer: Actor, helper: Member, elder: int
) -> None:
    wish = asking()
    first = mutual.ask_help(officer, person=elder, asking=wish)
    assert mutual.ask_help(officer, person=elder, asking=wish).pk == first.pk
    task = confirmed(officer, helper, elder)
    assert held(helper) == 60
    assert TimeEntry.objects.filter(task=task).count() == 1
    again = refused(
        lambda: mutual.confirm_task(
            officer, task=task.pk, version=task.version, how=Confirmed.CODE, code=code_of(elder)
        )
    )
    assert again[0] == "state"
    with pytest.raises(IntegrityError), transaction.atomic():
        TimeEntry.objects.create(
            kind="earn", on=TODAY, says="", key="other", task=task, recorded_at=NOON
        )


def test_only_the_first_takes_a_task(officer: Actor, helper: Member, elder: int) -> None:
    task = mutual.ask_help(officer, person=elder, asking=asking())
    other = helper_of(officer, "李也想帮")
    mutual.take_task(officer, task=task.pk, member=helper.pk, version=1)
    with pytest.raises(Stale):
        mutual.take_task(officer, task=task.pk, member=other.pk, version=1)
    assert refused(
        lambda: mutual.take_task(officer, task=task.pk, member=other.pk, version=2)
    )[0] == "state"  # fmt: skip


def test_nobody_helps_in_two_houses_at_once_and_one_house_is_a_finding(
    officer: Actor, helper: Member, elder: int
) -> None:
    done(officer, helper, elder)
    other = elder_of(officer, "赵隔壁")
    task = mutual.ask_help(officer, person=other, asking=asking())
    task = mutual.take_task(officer, task=task.pk, member=helper.pk, version=1)

    def at(minutes_ago: int) -> Any:
        return mutual.finish_task(
            officer, task=task.pk, version=task.version,
            began=NOON - timedelta(minutes=minutes_ago), minutes=30,
        )  # fmt: skip

    assert refused(lambda: at(90)) == ("two_places", "began")
    assert at(60).doubts == []
    spouse = small.register(
        officer, "老伴", date(1949, 1, 1), "1", household=small.home_of(elder), relation="10"
    )
    both = done(officer, helper, spouse)
    assert both.doubts == ["overlap"]
    assert both in list(queries.listed_tasks(officer, doubtful=True))


def test_a_wrong_code_counts_and_is_not_guessed(officer: Actor, helper: Member, elder: int) -> None:
    task = done(officer, helper, elder)
    wrong = "000000" if code_of(elder) != "000000" else "000001"
    for left in (4, 3, 2, 1, 0):
        made = mutual.confirm_task(
            officer, task=task.pk, version=task.version, how=Confirmed.CODE, code=wrong
        )
        assert (made.is_right, made.tries_left) == (False, left)
    right = lambda: mutual.confirm_task(  # noqa: E731
        officer, task=task.pk, version=task.version, how=Confirmed.CODE, code=code_of(elder)
    )
    assert refused(right)[0] == "tries"
    assert held(helper) == 0


def test_family_confirms_by_its_own_account_and_others_do_not(
    officer: Actor, helper: Member, elder: int
) -> None:
    task = done(officer, helper, elder)
    assert helper.person_id is not None
    mine, theirs = family(helper.person_id), family(elder)
    say = {"task": task.pk, "version": task.version, "how": Confirmed.OWN}
    assert refused(lambda: mutual.confirm_task(mine, **say))[0] == "own"
    stranger = family(elder_of(officer, "外人", village=small.FAR_VILLAGE))
    with pytest.raises(NotHere):
        mutual.confirm_task(stranger, **say)
    assert mutual.confirm_task(theirs, **say).is_right
    assert held(helper) == 60
    with pytest.raises(Refused):
        provider = Actor("服务商", None, (Holding("provider", organisation=1),))
        mutual.ask_help(provider, person=elder, asking=asking())


def test_bad_tasks_have_their_sentence(officer: Actor, helper: Member, elder: int) -> None:
    for wrong, code in (({"minutes": 0}, "minutes"), ({"wanted_on": date(2020, 1, 1)}, "day")):
        bad = asking(**wrong)
        assert (
            refused(lambda bad=bad: mutual.ask_help(officer, person=elder, asking=bad))[0] == code
        )
    own = mutual.ask_help(officer, person=helper.person_id or 0, asking=asking())
    assert refused(
        lambda: mutual.take_task(officer, task=own.pk, member=helper.pk, version=1)
    )[0] == "self"  # fmt: skip
    task = mutual.ask_help(officer, person=elder, asking=asking())
    task = mutual.take_task(officer, task=task.pk, member=helper.pk, version=1)
    for began, minutes, code in (
        (NOON, 30, "time"),
        (NOON - timedelta(days=90), 30, "time"),
        (NOON, 0, "minutes"),
    ):
        assert refused(
            lambda b=began, m=minutes: mutual.finish_task(
                officer, task=task.pk, version=2, began=b, minutes=m
            )
        )[0] == code  # fmt: skip


def test_an_offer_is_taken_up_and_a_task_called_off(
    officer: Actor, helper: Member, elder: int
) -> None:
    offer = mutual.offer_help(officer, member=helper.pk, asking=asking())
    taken = mutual.accept_offer(officer, task=offer.pk, person=elder, version=1)
    assert (taken.state, taken.person_id) == ("taken", elder)
    gone = mutual.cancel_task(officer, task=offer.pk, version=2, reason="下大雨")
    assert gone.state == "cancelled"
    far = elder_of(officer, "远处人", village=small.FAR_VILLAGE)
    offer = mutual.offer_help(officer, member=helper.pk, asking=asking())
    with pytest.raises(NotHere):
        mutual.accept_offer(officer, task=offer.pk, person=far, version=1)


# scope ------------------------------------------------------------------------------------------


def test_another_town_sees_and_changes_nothing(
    officer: Actor, far_clerk: Actor, helper: Member, elder: int
) -> None:
    task = done(officer, helper, elder)
    pair = mutual.pair(officer, member=helper.pk, person=elder, since=TODAY)
    team = mutual.found_team(
        officer, name="柳林互助队", division=small.VILLAGE, since=TODAY, leader=helper.pk
    )
    assert not list(queries.members(far_clerk))
    assert not list(queries.tasks(far_clerk))
    assert not list(queries.pairs(far_clerk))
    for call in (
        lambda: queries.member_file(far_clerk, helper.pk),
        lambda: queries.task_whole(far_clerk, task.pk),
        lambda: mutual.unpair(far_clerk, pair=pair.pk, on=TODAY, reason="不认识"),
        lambda: mutual.join_team(far_clerk, team=team.pk, member=helper.pk, on=TODAY),
        lambda: bank.gift_hours(far_clerk, member=helper.pk, minutes=1, key="x"),
        lambda: mutual.confirm_task(
            far_clerk, task=task.pk, version=task.version, how=Confirmed.CODE, code="1"
        ),
    ):
        with pytest.raises(NotHere):
            call()
    assert [one.member_id for one in queries.seats(officer, team.pk)] == [helper.pk]


def test_pairs_and_teams_are_dated(officer: Actor, helper: Member, elder: int) -> None:
    pair = mutual.pair(officer, member=helper.pk, person=elder, since=date(2026, 6, 1))
    assert (
        refused(lambda: mutual.pair(officer, member=helper.pk, person=elder, since=TODAY))[0]
        == "twice"
    )
    ended = mutual.unpair(officer, pair=pair.pk, on=TODAY, reason="老人搬走")
    assert ended.until == TODAY
    mutual.pair(officer, member=helper.pk, person=elder, since=date(2026, 6, 10))
    Member.objects.filter(pk=helper.pk).update(since=date(2026, 1, 1))
    mutual.end_member(officer, member=helper.pk, version=helper.version, on=TODAY)
    assert not queries.listed_pairs(officer).exists()
    task = mutual.ask_help(officer, person=elder, asking=asking())
    assert refused(
        lambda: mutual.take_task(officer, task=task.pk, member=helper.pk, version=1)
    )[0] == "member"  # fmt: skip


# hours ------------------------------------------------------------------------------------------


def test_hours_are_in_double_entry_and_the_books_only_grow(
    officer: Actor, helper: Member, elder: int
) -> None:
    confirmed(officer, helper, elder)
    assert balances.book_total(TimeBook.ISSUED) == -60
    assert balances.book_total(TimeBook.HELD) == 60
    with pytest.raises(IntegrityError), transaction.atomic():
        TimePosting.objects.update(minutes=61)
    with pytest.raises(IntegrityError), transaction.atomic():
        TimeEntry.objects.all().delete()
    with pytest.raises(IntegrityError), transaction.atomic():
        TimeLot.objects.update(used=61)


def test_hours_go_to_kin_and_to_the_pool_and_end_as_they_would_have(
    officer: Actor, helper: Member, elder: int
) -> None:
    decide("services.bank_expiry", 12)
    confirmed(officer, helper, elder)
    wife = small.register(
        officer, "王妻", date(1961, 1, 1), household=small.home_of(helper.person_id or 0),
        relation="10",
    )  # fmt: skip
    assert helper.person_id
    mine, both = family(helper.person_id), family(helper.person_id, wife)
    assert refused(
        lambda: bank.transfer_hours(officer, member=helper.pk, to=elder, minutes=10, key="a")
    )[0] == "kin"  # fmt: skip
    bank.transfer_hours(both, member=helper.pk, to=wife, minutes=25, key="a")
    assert refused(
        lambda: bank.transfer_hours(both, member=helper.pk, to=wife, minutes=25, key="a")
    )[0] == "booked"  # fmt: skip
    other = Member.objects.get(person=wife)
    assert (held(helper), held(other)) == (35, 25)
    assert TimeLot.objects.get(account__member=other).ends == date(2027, 7, 1)
    bank.gift_hours(mine, member=helper.pk, minutes=30, key="b")
    assert refused(
        lambda: bank.gift_hours(mine, member=helper.pk, minutes=6, key="c")
    )[0] == "left"  # fmt: skip
    assert refused(
        lambda: bank.grant_hours(officer, person=elder, minutes=31, says="困难", key="d")
    )[0] == "left"  # fmt: skip
    bank.grant_hours(officer, person=elder, minutes=30, says="独居困难", key="d")
    assert held(Member.objects.get(person=elder)) == 30
    line = balances.statement(helper.pk)[0]
    assert (line.minutes, line.left) == (-30, 5)
    decide("services.bank_gift", 0)
    assert refused(
        lambda: bank.gift_hours(mine, member=helper.pk, minutes=1, key="e")
    )[0] == "setting"  # fmt: skip


def test_what_has_ended_is_booked_out_once_and_cannot_be_spent(
    officer: Actor, helper: Member, elder: int
) -> None:
    decide("services.bank_expiry", 1)
    confirmed(officer, helper, elder)
    assert balances.ending(helper.pk, on=TODAY, before=date(2026, 8, 1)) == 60
    assert bank.lapse_hours(SYSTEM, on=date(2026, 7, 31)) == 0
    assert bank.lapse_hours(SYSTEM, on=date(2026, 8, 1)) == 1
    assert bank.lapse_hours(SYSTEM, on=date(2026, 8, 2)) == 0
    assert held(helper) == 0
    assert balances.book_total(TimeBook.LAPSED) == 60


def test_who_is_helped_pays_as_the_county_decided(
    officer: Actor, helper: Member, elder: int
) -> None:
    confirmed(officer, helper, elder)  # the elder holds nothing: helped all the same
    bank.gift_hours(officer, member=helper.pk, minutes=45, key="g")
    bank.grant_hours(officer, person=elder, minutes=45, says="困难", key="g")
    confirmed(officer, helper, elder, hours_ago=4)
    assert held(Member.objects.get(person=elder)) == 0
    assert balances.book_total(TimeBook.SPENT) == 45
    decide("services.bank_charge", 2)
    assert refused(lambda: mutual.ask_help(officer, person=elder, asking=asking()))[0] == "left"


def test_a_day_has_its_limit(officer: Actor, helper: Member, elder: int) -> None:
    decide("services.bank_most_day", 90)
    confirmed(officer, helper, elder)
    task = confirmed(officer, helper, elder, hours_ago=4)
    assert held(helper) == 90
    assert task.doubts == ["capped"]


def test_members_from_outside_and_the_dead(officer: Actor, elder: int) -> None:
    one = mutual.enter_member(
        officer, kind=MemberKind.STUDENT, since=TODAY, name="陈学生", unit="县一中",
        division=small.VILLAGE,
    )  # fmt: skip
    assert one.person_id is None
    assert refused(
        lambda: mutual.enter_member(
            officer, kind=MemberKind.STUDENT, since=TODAY, name="陈学生", division="990002"
        )
    )[0]  # fmt: skip
    people.record_death(officer, person=elder, died=TODAY)
    assert refused(
        lambda: mutual.enter_member(officer, kind=MemberKind.PARTY, since=TODAY, person=elder)
    )[0] == "died"  # fmt: skip
    assert Person.objects.get(pk=elder).died == TODAY


def test_a_wrong_confirmation_is_booked_back_by_a_further_entry(
    officer: Actor, helper: Member, elder: int
) -> None:
    decide("services.bank_charge", 1)
    decide("services.bank_expiry", 12)
    other = helper_of(officer, "马另一")
    confirmed(officer, other, elder, hours_ago=5, minutes=90)
    mutual.gift_hours(officer, member=other.pk, minutes=90, key="g")
    mutual.grant_hours(officer, person=elder, minutes=90, says="困难", key="p")
    mine = Member.objects.get(person=elder)
    task = confirmed(officer, helper, elder)
    assert (held(helper), held(mine)) == (60, 30)
    ends = set(TimeLot.objects.filter(account__member=mine).values_list("ends", flat=True))
    undo = {"task": task.pk, "version": task.version, "reason": "确认错了人"}
    with pytest.raises(Refused):
        mutual.undo_task(family(elder), **undo)
    assert refused(lambda: mutual.undo_task(officer, **{**undo, "reason": ""}))[0] == "reason"
    found = mutual.undo_task(officer, **undo)
    assert (found.state, held(helper), held(mine)) == ("cancelled", 0, 90)
    lots = TimeLot.objects.filter(account__member=mine)
    assert [(x.used, x.ends in ends) for x in lots] == [(0, True)]
    assert TimeEntry.objects.filter(task=task).count() == 3  # earned, spent, undone
    with pytest.raises(Stale):
        mutual.undo_task(officer, **undo)
    confirmed(officer, helper, elder, hours_ago=10, minutes=480)  # undone is not of the day
    assert held(helper) == 480


def test_hours_used_meanwhile_are_not_taken_back(
    officer: Actor, helper: Member, elder: int
) -> None:
    task = confirmed(officer, helper, elder)
    mutual.gift_hours(officer, member=helper.pk, minutes=30, key="g")
    undo = {"task": task.pk, "version": task.version, "reason": "确认错了人"}
    assert refused(lambda: mutual.undo_task(officer, **undo))[0] == "left"
    task.refresh_from_db()
    assert (task.state, held(helper)) == ("confirmed", 30)
