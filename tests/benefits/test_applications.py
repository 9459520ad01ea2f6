"""Applications from filing to the decision: every step, its clock, and two officers at once."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError

from anhuai.benefits import actions, queries
from anhuai.benefits.actions import BadApplication, Doing
from anhuai.benefits.models import Application, ApplicationStep
from anhuai.benefits.queries.definitions import BadItem
from anhuai.benefits.rules.applying import Applying, Channel
from anhuai.benefits.rules.procedure import State, WrongStep
from anhuai.people import actions as people
from anhuai.platform import clock, holidays
from anhuai.platform.acting import SYSTEM, Actor, NotHere, Refused
from anhuai.platform.models import AuditEntry, Notice
from anhuai.platform.posting import Stale
from tests.benefits.conftest import Elder
from tests.conftest import OTHER_VILLAGE, TOWN

pytestmark = pytest.mark.django_db
Officers = tuple[Actor, Actor, Actor]


def filed(actor: Actor, person: int, item: str = "dibao", **more: object) -> Application:
    applying = Applying(
        item=item, channel=more.pop("channel", Channel.WINDOW), consents=True, says="无力负担",
        **more,
    )  # fmt: skip
    return actions.apply(actor, person=person, applying=applying, on=begun())


def begun() -> date:
    return clock.today() - timedelta(days=30)


def doing(one: Application, *, says: str = "属实", days: int = 0) -> Doing:
    one.refresh_from_db()
    return Doing(one.pk, one.version, one.since + timedelta(days=days), says)


def surveyed(officers: Officers, person: int) -> Application:
    clerk, _first, _second = officers
    one = filed(clerk, person)
    actions.accept(clerk, doing=doing(one))
    actions.survey(clerk, doing=doing(one, days=2), advice=True)
    return one


def test_an_application_goes_all_the_way(officers: Officers, elder: Elder) -> None:
    clerk, officer, _second = officers
    one = surveyed(officers, elder())
    actions.publish(clerk, doing=doing(one))
    one.refresh_from_db()
    assert one.due == one.since + timedelta(days=7)
    with pytest.raises(WrongStep):
        actions.close_publication(clerk, doing=doing(one, days=6))
    actions.close_publication(clerk, doing=doing(one, days=7))
    actions.confirm(officer, doing=doing(one))
    one.refresh_from_db()
    assert one.state == State.GRANTED
    assert one.whole_due == holidays.add_working_days(begun(), 30)
    assert one.review_on is not None
    assert one.review_on > one.decided_on
    assert [s.step for s in one.steps.order_by("pk")] == [
        "apply", "accept", "survey", "publish", "close", "confirm",
    ]  # fmt: skip


def test_the_survey_is_due_in_three_working_days(officers: Officers, elder: Elder) -> None:
    clerk, _first, _second = officers
    one = filed(clerk, elder())
    actions.accept(clerk, doing=doing(one))
    one.refresh_from_db()
    assert one.due == holidays.add_working_days(begun(), 3)


def test_two_officers_at_once_decide_once(officers: Officers, elder: Elder) -> None:
    _clerk, first, second = officers
    one = surveyed(officers, elder())
    seen = doing(one)
    actions.publish(first, doing=seen)
    with pytest.raises(Stale):
        actions.publish(second, doing=seen)
    assert one.steps.filter(step="publish").count() == 1


def test_who_surveyed_does_not_confirm(officers: Officers, elder: Elder) -> None:
    _clerk, first, second = officers
    one = filed(first, elder(), item="old_age_allowance")
    actions.accept(first, doing=doing(one))
    actions.survey(first, doing=doing(one), advice=True)
    with pytest.raises(WrongStep):
        actions.confirm(first, doing=doing(one))
    actions.confirm(second, doing=doing(one))


def test_a_refusal_says_why_and_skips_the_publication(officers: Officers, elder: Elder) -> None:
    clerk, officer, _second = officers
    one = filed(clerk, elder())
    actions.accept(clerk, doing=doing(one))
    actions.survey(clerk, doing=doing(one), advice=False)
    with pytest.raises(WrongStep):
        actions.refuse(officer, doing=doing(one, says=""))
    actions.refuse(officer, doing=doing(one, says="家庭人均收入高于标准"))
    one.refresh_from_db()
    assert (one.state, one.reasons) == (State.REFUSED, "家庭人均收入高于标准")


def test_nothing_ends_before_the_recipient_was_heard(officers: Officers, elder: Elder) -> None:
    clerk, officer, _second = officers
    one = surveyed(officers, elder())
    Application.objects.filter(pk=one.pk).update(state=State.GRANTED)
    actions.begin_review(clerk, doing=doing(one))
    with pytest.raises(WrongStep):
        actions.end(officer, doing=doing(one), heard="放弃")
    actions.hear(officer, doing=doing(one, says="收入已超过标准，拟停发"))
    with pytest.raises(WrongStep):
        actions.end(officer, doing=doing(one), heard="")
    actions.end(officer, doing=doing(one, says="收入已超过标准"), heard="本人无异议")
    one.refresh_from_db()
    assert one.state == State.ENDED


def test_urgent_help_comes_first(officers: Officers, elder: Elder) -> None:
    clerk, _first, _second = officers
    one = filed(clerk, elder(), is_urgent=True)
    assert one.state == State.TO_HELP
    actions.help_first(clerk, doing=doing(one, says="火灾，先送被褥和救助金"), amount=50000)
    actions.complete_papers(clerk, doing=doing(one, says="手续齐全"))
    one.refresh_from_db()
    assert one.state == State.GRANTED
    assert one.steps.get(step="help").amount == 50000


def test_an_objection_leads_back_to_the_survey(officers: Officers, elder: Elder) -> None:
    clerk, _first, _second = officers
    one = surveyed(officers, elder())
    actions.publish(clerk, doing=doing(one))
    actions.close_publication(clerk, doing=doing(one, says="群众反映有车"), objected=True)
    one.refresh_from_db()
    assert one.state == State.TO_SURVEY


def test_what_cannot_be_filed(officers: Officers, elder: Elder) -> None:
    clerk, _first, _second = officers
    person = elder()
    filed(clerk, person)
    with pytest.raises(BadApplication):
        filed(clerk, person)
    with pytest.raises(BadItem):
        filed(clerk, person, item="nothing")
    other = elder(name="外镇人", village=OTHER_VILLAGE)
    with pytest.raises(NotHere):
        filed(clerk, other)
    with pytest.raises(BadApplication):
        actions.apply(
            clerk, person=person,
            applying=Applying(item="old_age_allowance", channel=Channel.WINDOW), on=begun(),
        )  # fmt: skip
    people.record_death(SYSTEM, person=person, died=clock.today())
    with pytest.raises(BadApplication):
        filed(clerk, person, item="old_age_allowance")


def test_the_database_itself_holds_one_open_application(officers: Officers, elder: Elder) -> None:
    one = filed(officers[0], elder())
    one.pk = None
    with pytest.raises(IntegrityError):
        one.save(force_insert=True)


def test_a_clerk_confirms_nothing_and_reaches_only_the_own_town(
    officers: Officers, elder: Elder, actor
) -> None:
    one = surveyed(officers, elder())
    with pytest.raises(Refused):
        actions.confirm(officers[0], doing=doing(one))
    stranger = actor("town_clerk", division="620723102")
    with pytest.raises(NotHere):
        actions.publish(stranger, doing=doing(one))
    with pytest.raises(NotHere):
        queries.detail(stranger, one.pk)


def test_a_step_cannot_be_dated_before_the_last_or_to_come(
    officers: Officers, elder: Elder
) -> None:
    clerk, _first, _second = officers
    one = filed(clerk, elder())
    for days in (-1, 400):
        with pytest.raises(WrongStep):
            actions.accept(clerk, doing=doing(one, days=days))


def test_a_clock_that_ran_out_is_told_once(officers: Officers, elder: Elder) -> None:
    clerk, officer, _second = officers
    one = filed(clerk, elder())
    actions.accept(clerk, doing=doing(one))
    assert actions.escalate(SYSTEM, on=clock.today()).pks == [one.pk]
    assert actions.escalate(SYSTEM, on=clock.today()).pks == []
    told = set(Notice.objects.filter(template="benefit_application_late").values_list(
        "account", flat=True))  # fmt: skip
    assert {clerk.account, officer.account} <= told


def test_the_family_sees_where_it_stands(officers: Officers, elder: Elder, actor) -> None:
    person = elder()
    family = actor("family", person=person)
    one = filed(family, person, channel=Channel.ONLINE)
    actions.accept(officers[0], doing=doing(one))
    told = Notice.objects.get(account=family.account, template="benefit_application_moved")
    assert "高寿" not in str(told.said)
    assert queries.detail(family, one.pk).application.pk == one.pk
    actions.withdraw(family, doing=doing(one))
    one.refresh_from_db()
    assert one.state == State.WITHDRAWN


def test_the_trail_keeps_no_words_of_the_application(officers: Officers, elder: Elder) -> None:
    one = surveyed(officers, elder())
    entries = AuditEntry.objects.filter(subject="application")
    assert entries.filter(ids=[one.pk]).count() == 3
    assert "无力负担" not in str([entry.detail for entry in entries])
    assert ApplicationStep.objects.filter(application=one).count() == 3
    assert one.division.startswith(TOWN)
