"""Tickets over three levels: clocks, moves, who sees what, and whoever is above is told."""

from datetime import date, timedelta

import pytest

from anhuai.cases.models import Case
from anhuai.desk import actions, jobs, queries
from anhuai.desk.actions.tickets import clocks
from anhuai.desk.models import Ticket
from anhuai.desk.rules.tickets import BadTicket
from anhuai.platform import clock, parameters
from anhuai.platform.acting import SYSTEM, NotHere
from anhuai.platform.models import Job, ParameterChange
from anhuai.platform.notices.models import Notice
from tests.conftest import COUNTY, OTHER_TOWN, TOWN, VILLAGE

pytestmark = pytest.mark.usefixtures("friday")


def made(officer, elder, kind="service_request", **more) -> Ticket:
    return actions.open_ticket(officer, kind=kind, title="要助浴", person=elder.pk, **more)


def test_a_ticket_begins_at_the_level_of_its_kind_and_those_there_are_told(
    officer, elder, clerk
) -> None:
    ticket = made(officer, elder)
    assert (ticket.division, ticket.place, ticket.state) == (TOWN, VILLAGE, "new")
    assert Notice.objects.filter(template="ticket_routed", account=clerk.account).count() == 1
    assert actions.open_ticket(officer, kind="mediation", title="邻里").division == COUNTY
    assert made(officer, elder, level="village").division == VILLAGE
    with pytest.raises(BadTicket):
        actions.open_ticket(officer, kind="help", title="断电", level="village")


def test_the_clocks_run_over_working_days_and_stand_as_they_were(officer, elder) -> None:
    ticket = made(officer, elder)
    assert ticket.take_due == clock.now() + timedelta(hours=4)
    assert f"{ticket.answer_due:%Y-%m-%d %H:%M}" == "2026-11-25 23:59"  # Friday and three days
    ParameterChange.objects.create(
        key="desk.take_hours.service_request", value=8, since=date(2026, 11, 1), state="approved",
        reason="", proposed_by=0, proposed_name="", proposed_at=clock.now(),
        decided_by=2, decided_at=clock.now(),
    )  # fmt: skip
    parameters.forget()
    assert clocks("service_request", clock.now())[0] == clock.now() + timedelta(hours=8)
    ticket.refresh_from_db()
    assert ticket.take_due == clock.now() + timedelta(hours=4)


def test_a_ticket_goes_its_whole_way(officer, elder, clerk, actor) -> None:
    ticket = made(officer, elder)
    actions.take_ticket(clerk, ticket_id=ticket.pk, version=1)
    with pytest.raises(BadTicket, match=clerk.name):
        actions.take_ticket(actor("town_clerk", division=TOWN), ticket_id=ticket.pk, version=1)
    with pytest.raises(BadTicket):
        actions.answer_ticket(clerk, ticket_id=ticket.pk, answer=" ")
    actions.answer_ticket(clerk, ticket_id=ticket.pk, answer="已安排周三上门")
    with pytest.raises(BadTicket):
        actions.call_back(officer, ticket_id=ticket.pk, rating=1)
    actions.call_back(officer, ticket_id=ticket.pk, rating=1, says="没有来", reopens=True)
    ticket.refresh_from_db()
    assert (ticket.state, ticket.rating) == ("working", 1)
    actions.answer_ticket(clerk, ticket_id=ticket.pk, answer="已洗")
    actions.call_back(officer, ticket_id=ticket.pk, rating=5)
    ticket.refresh_from_db()
    assert (ticket.state, ticket.rating, ticket.closed_at) == ("closed", 5, clock.now())
    told = [one.what for one in queries.ticket_detail(officer, ticket_id=ticket.pk).entries]
    assert told == [
        "opened", "taken", "answered", "reopened", "answered", "called_back",
    ]  # fmt: skip
    with pytest.raises(BadTicket):
        actions.withdraw_ticket(officer, ticket_id=ticket.pk, says="x")


def test_what_is_passed_on_is_seen_where_it_stands_and_nowhere_beside(
    officer, elder, clerk, worker, actor
) -> None:
    ticket = made(officer, elder)
    actions.transfer_ticket(clerk, ticket_id=ticket.pk, level="village", says="请上门")
    assert queries.ticket(worker, ticket.pk).division == VILLAGE
    assert queries.ticket(clerk, ticket.pk)
    with pytest.raises(NotHere):
        queries.ticket(actor("town_clerk", division=OTHER_TOWN), ticket.pk)
    actions.transfer_ticket(worker, ticket_id=ticket.pk, level="town", says="办不了")
    with pytest.raises(NotHere):
        queries.ticket(worker, ticket.pk)
    actions.transfer_ticket(clerk, ticket_id=ticket.pk, level="county", says="请县里定")
    with pytest.raises(NotHere):
        actions.take_ticket(clerk, ticket_id=ticket.pk)


def test_a_clerk_passes_nothing_sideways_and_no_complaint_to_the_village(
    officer, elder, clerk
) -> None:
    ticket = made(officer, elder)
    for place in (OTHER_TOWN, f"{OTHER_TOWN}201", "620724"):
        with pytest.raises(BadTicket):
            actions.transfer_ticket(
                clerk, ticket_id=ticket.pk, level="town", place=place, says="转"
            )
    complaint = made(officer, elder, kind="complaint")
    assert complaint.division == COUNTY
    with pytest.raises(BadTicket, match="投诉不转到村"):
        actions.transfer_ticket(officer, ticket_id=complaint.pk, level="village", says="转")
    with pytest.raises(BadTicket):
        actions.open_ticket(clerk, kind="inquiry", title="问", place=OTHER_TOWN)


def test_whoever_is_above_is_told_once_for_either_clock(
    officer, elder, clerk, boss, friday
) -> None:
    ticket = made(officer, elder)
    due = Job.objects.filter(task="anhuai.desk.jobs.ticket_due").order_by("due_at")
    assert [one.due_at for one in due] == [ticket.take_due, ticket.answer_due]
    assert jobs.ticket_due.func(ticket.pk) == "in time"
    friday.shift(timedelta(hours=5))
    assert jobs.ticket_due.func(ticket.pk) == "urged"
    assert jobs.ticket_due.func(ticket.pk) == "in time"
    for told in (clerk, boss):
        rows = Notice.objects.filter(template="ticket_overdue", account=told.account)
        assert rows.count() == 1
    assert queries.counts_of_tickets(officer, now=clock.now())["late"] == 1
    actions.take_ticket(clerk, ticket_id=ticket.pk)
    assert jobs.nightly_urge.func("2026-11-21") == "0"
    friday.shift(timedelta(days=9))
    assert jobs.nightly_urge.func("2026-11-30") == "1"
    ticket.refresh_from_db()
    assert ticket.overdue == 2


def test_a_ticket_in_time_is_urged_by_nobody(officer, elder, clerk, friday) -> None:
    ticket = made(officer, elder)
    actions.take_ticket(clerk, ticket_id=ticket.pk)
    friday.shift(timedelta(hours=5))
    assert actions.urge_ticket(SYSTEM, ticket_id=ticket.pk) is None
    assert not Notice.objects.filter(template="ticket_overdue").exists()


def test_a_plea_becomes_a_call_for_help(officer, elder, worker) -> None:
    ticket = made(officer, elder, kind="help", level="village")
    case = actions.ticket_to_case(
        worker, ticket_id=ticket.pk, says="老人独自在家，敲门不应", severity=2
    )
    ticket.refresh_from_db()
    assert (ticket.case_id, case.person_id, case.division) == (case.pk, elder.pk, VILLAGE)
    assert Case.objects.get().state == "raised"


def test_a_call_hands_its_caller_to_the_ticket(officer, elder) -> None:
    call = actions.ring(SYSTEM, line="1.1", phone="13812345678")
    ticket = actions.open_ticket(officer, kind="inquiry", title="问高龄津贴", call_id=call.pk)
    call.refresh_from_db()
    assert (call.ticket_id, ticket.caller, ticket.person_id) == (ticket.pk, "张女儿", elder.pk)
    assert ticket.phone_index == call.phone_index
