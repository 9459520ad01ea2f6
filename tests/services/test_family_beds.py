"""Family care beds: who may have one, contract, plan, checks, suspension, respite, end, carers."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from tests.people import small
from tests.services import home
from tests.services.conftest import TODAY, refused

from anhuai.cases.models import Case
from anhuai.facilities.models import Facility
from anhuai.people import actions as people
from anhuai.platform.acting import SYSTEM, Actor, NotHere
from anhuai.services import actions, queries
from anhuai.services.actions import Checked, Taught
from anhuai.services.catalogue import BED_CHECKS, BED_SURVEY
from anhuai.services.models import BedPause, FamilyBed
from anhuai.services.rules.family_beds import (
    Away,
    BedState,
    CheckKind,
    Course,
    DeviceKind,
    Leaving,
    Terms,
)

FINE = {"room": "fine", "power": "mend", "carer": "family", "willing": "yes"}
WELL = dict.fromkeys(BED_CHECKS, "fine")
BEGAN = date(2026, 5, 20)


class Bed:
    """One bed with who acts on it."""

    def __init__(self, officer: Actor, facility: Facility, person: int) -> None:
        self.officer, self.facility, self.person = officer, facility, person
        assert facility.operator is not None
        self.keeper = home.holder_at("institution_manager", facility.operator)
        self.one = actions.apply_for_bed(officer, person=person, facility=facility.pk, on=BEGAN)

    def go(self, action: Any, actor: Actor | None = None, **more: Any) -> Any:
        self.one.refresh_from_db()
        return action(actor or self.officer, bed=self.one.pk, version=self.one.version, **more)

    def survey(self, **answers: str) -> Any:
        given = {**FINE, **answers}
        return self.go(actions.survey_bed, on=BEGAN, answers=given, devices=[DeviceKind.SOS])

    def terms(self, **more: Any) -> Terms:
        made = Terms(
            number="家床2026-1", signed_on=BEGAN, since=BEGAN, last=date(2027, 5, 19), fee=30000,
            signer="周桂兰", emergency="呼叫儿子，30 分钟上门",
        )  # type: ignore[arg-type]  # fmt: skip
        return replace(made, **more)

    def sign(self, **more: Any) -> Any:
        return self.go(actions.sign_bed, terms=self.terms(**more))

    def running(self) -> "Bed":
        self.survey()
        self.one = self.sign()
        return self

    def check(self, on: date = TODAY, kind: CheckKind = CheckKind.MONTHLY, **more: Any) -> Any:
        made = Checked(client=uuid4(), kind=kind, on=on, answers=WELL)
        return actions.check_bed(self.keeper, bed=self.one.pk, checked=replace(made, **more))


@pytest.fixture
def person(officer: Actor) -> int:
    key = small.register(officer, "周桂兰", date(1940, 3, 2))
    home.level(key, 3)
    return key


@pytest.fixture
def bed(officer: Actor, person: int) -> Bed:
    return Bed(officer, home.keeper(), person)


def test_a_bed_is_surveyed_signed_planned_checked_and_ended(bed: Bed, officer: Actor) -> None:
    bed.running()
    assert (bed.one.state, bed.one.level, bed.one.devices) == (BedState.ACTIVE, 3, ["sos"])
    plan = actions.plan_care(bed.keeper, bed=bed.one.pk, since=BEGAN, care={"bathing": 4})
    assert (plan.care, plan.level) == ({"bathing": 4}, 3)
    assert queries.check_due(bed.one, on=TODAY) == BEGAN + timedelta(days=31)
    bed.check()
    assert queries.check_due(bed.one, on=TODAY) == TODAY + timedelta(days=31)
    bed.check(kind=CheckKind.VISIT, care=["bathing"], answers=None)
    gone = bed.go(actions.end_bed, on=TODAY, ending=Leaving.INSTITUTION, reason="入住敬老院")
    assert gone.state == BedState.ENDED
    assert queries.beds_on(officer, on=TODAY).count() == 0
    assert queries.beds_on(officer, on=TODAY - timedelta(days=1)).count() == 1
    assert queries.beds_on(officer, on=BEGAN - timedelta(days=1)).count() == 0


@pytest.mark.parametrize(
    ("level", "answers", "why"),
    [
        (1, {}, "level"), (None, {}, "assessed"), (3, {"room": "none"}, "survey.room"),
        (3, {"carer": "nobody"}, "survey.carer"), (3, {"willing": "no"}, "survey.willing"),
        (3, {"power": ""}, "survey.power"), (2, {}, ""),
    ],
)  # fmt: skip
def test_what_stands_against_a_bed_is_said(
    officer: Actor, level: int | None, answers: dict[str, str], why: str
) -> None:
    key = small.register(officer, "周某", date(1940, 3, 2))
    if level is not None:
        home.level(key, level)
    found = Bed(officer, home.keeper(), key).survey(**answers)
    assert found.state == (BedState.REFUSED if why else BedState.ELIGIBLE)
    assert [row[0] for row in found.grounds] == ([why] if why else [])


def test_every_question_of_the_survey_counts() -> None:
    assert set(FINE) == set(BED_SURVEY)


def test_who_may_not_keep_a_bed_is_refused(officer: Actor, person: int) -> None:
    from anhuai.facilities.models import Service

    plain = home.keeper("没有床位的站")
    Service.objects.filter(facility=plain).delete()
    unfiled = home.keeper("未备案的院", kind="elderly_care_institution")
    for facility in (plain, unfiled):
        ask = lambda f=facility: actions.apply_for_bed(  # noqa: E731
            officer, person=person, facility=f.pk, on=TODAY
        )
        assert refused(ask) == ("facility", "facility")


def test_one_open_bed_a_person(bed: Bed, officer: Actor, person: int) -> None:
    again = lambda: actions.apply_for_bed(  # noqa: E731
        officer, person=person, facility=bed.facility.pk, on=TODAY
    )
    assert refused(again)[0] == "twice"
    with pytest.raises(IntegrityError), transaction.atomic():
        FamilyBed.objects.create(
            person_id=person, facility=bed.facility, place=small.VILLAGE, applied_on=TODAY
        )


def test_a_contract_s_days_number_and_length_are_checked(bed: Bed, officer: Actor) -> None:
    bed.survey()
    for wrong, code in (
        ({"number": " "}, "number"), ({"signer": ""}, "signer"),
        ({"signed_on": TODAY + timedelta(days=1)}, "signed"),
        ({"last": BEGAN - timedelta(days=1)}, "days"), ({"last": date(2028, 5, 19)}, "long"),
    ):  # fmt: skip
        assert refused(lambda w=wrong: bed.sign(**w))[0] == code
    bed.sign()
    other = small.register(officer, "李二", date(1941, 1, 1))
    home.level(other, 2)
    second = object.__new__(Bed)
    second.__dict__ = {**bed.__dict__, "person": other}
    second.one = actions.apply_for_bed(officer, person=other, facility=bed.facility.pk, on=BEGAN)
    second.survey()
    assert refused(second.sign) == ("number", "number")


def test_a_renewal_needs_a_level_that_holds_and_ends_later(bed: Bed, person: int) -> None:
    bed.running()
    terms = bed.terms(number="家床2026-2", signed_on=TODAY, since=TODAY, last=date(2027, 6, 14))
    short = replace(terms, last=date(2027, 5, 1))
    assert refused(lambda: bed.go(actions.renew_bed, terms=short))[0] == "last"
    home.level(person, 1, TODAY)
    assert refused(lambda: bed.go(actions.renew_bed, terms=terms))[0] == "level"
    home.level(person, 4, TODAY)
    renewed = bed.go(actions.renew_bed, terms=terms)
    assert (renewed.since, renewed.last) == (BEGAN, date(2027, 6, 14))


def test_a_grave_finding_opens_a_case_once_and_a_check_answers_all(bed: Bed) -> None:
    bed.running()
    assert refused(lambda: bed.check(answers={"skin": "fine"}))[0] == "answers"
    assert refused(lambda: bed.check(kind=CheckKind.VISIT, answers=None))[0] == "care"
    assert refused(lambda: bed.check(on=TODAY + timedelta(days=1)))[0] == "future"
    client = uuid4()
    first = bed.check(answers={**WELL, "skin": "sore"}, client=client)
    again = bed.check(answers={**WELL, "skin": "sore"}, client=client)
    assert first.pk == again.pk
    case = Case.objects.get()
    assert (case.severity, case.person_id, case.times) == (2, bed.person, 1)


def test_a_suspended_bed_takes_no_visit_and_does_not_count(bed: Bed, officer: Actor) -> None:
    bed.running()
    since = TODAY - timedelta(days=5)
    bed.go(actions.suspend_bed, bed.keeper, kind=Away.HOSPITAL, since=since)
    assert queries.beds_on(officer, on=TODAY).count() == 0
    assert queries.beds_on(officer, on=since - timedelta(days=1)).count() == 1
    assert refused(lambda: bed.check(on=TODAY))[0] == "away"
    with pytest.raises(IntegrityError), transaction.atomic():
        BedPause.objects.create(bed=bed.one, kind="other", since=TODAY, recorded_by="x")
    back = bed.go(actions.resume_bed, bed.keeper, on=TODAY)
    assert back.state == BedState.ACTIVE
    assert queries.beds_on(officer, on=TODAY).count() == 1
    assert queries.check_due(back, on=TODAY) == TODAY + timedelta(days=31)


def test_respite_is_limited_a_year_and_has_an_end(bed: Bed) -> None:
    bed.running()
    since = TODAY - timedelta(days=14)
    ask = lambda **more: bed.go(actions.suspend_bed, bed.keeper, kind=Away.RESPITE, **more)  # noqa: E731
    assert refused(lambda: ask(since=since))[0] == "days"
    assert refused(lambda: ask(since=since, last=since + timedelta(days=15)))[0] == "respite"
    taken = ask(since=since, last=since + timedelta(days=9))
    assert taken.state == BedState.ACTIVE  # over already
    assert refused(lambda: ask(since=since, last=since))[0] == "overlap"
    assert refused(lambda: ask(since=TODAY, last=TODAY + timedelta(days=5)))[0] == "respite"
    assert ask(since=TODAY, last=TODAY + timedelta(days=4)).state == BedState.SUSPENDED


def test_a_death_ends_the_bed_at_night(bed: Bed, officer: Actor) -> None:
    bed.running()
    people.record_death(officer, person=bed.person, died=TODAY)
    assert actions.end_beds_gone(SYSTEM, on=TODAY).pks == (bed.one.pk,)
    assert actions.end_beds_gone(SYSTEM, on=TODAY).pks == ()
    bed.one.refresh_from_db()
    assert (bed.one.ending, bed.one.ended_on) == (Leaving.DIED, TODAY)


def test_another_keeper_and_another_town_see_nothing(bed: Bed, far_clerk: Actor) -> None:
    bed.running()
    other = home.keeper("别家站")
    assert other.operator is not None
    stranger = home.holder_at("institution_manager", other.operator)
    for who in (stranger, far_clerk):
        with pytest.raises(NotHere):
            queries.bed(who, bed.one.pk)
        assert queries.counted_beds(who, state="all") == 0
    assert queries.counted_beds(bed.keeper) == 1


def test_family_carers_are_kin_and_who_passed_has_a_certificate(bed: Bed, officer: Actor) -> None:
    son = small.register(officer, "周小明", date(1965, 1, 1), household=small.home_of(bed.person))
    alien = small.register(officer, "陌生人", date(1965, 1, 1))
    taught = Taught(title="失能照护", hours=16, on=TODAY, teacher="县医院", result=Course.PASSED)
    go = lambda who, **more: actions.train_carer(  # noqa: E731
        officer, carer=who, elder=bed.person, taught=replace(taught, **more)
    )
    assert refused(lambda: go(alien))[0] == "kin"
    one = go(son)
    assert refused(lambda: go(son))[0] == "twice"
    assert go(son, title="心理", result=Course.FAILED).code is None
    found = queries.carer_certificate(one.code or "")
    assert found is not None
    assert found.name == "周＊＊"
    page = Client().get(f"/services/certificates/{one.code}").content.decode()
    assert "证书有效" in page
    assert "周小明" not in page
    desk = small.browser(officer)
    assert "data:image/svg" in desk.get(f"/services/carers/{one.pk}/").content.decode()
    assert "周小明" in desk.get("/services/carers/").content.decode()
    gone = desk.post(f"/services/carers/{one.pk}/retract", {"reason": "登错了人"})
    assert gone.status_code == 302
    assert queries.carer_certificate(one.code or "") is None


def test_a_bed_goes_through_its_pages(bed: Bed, officer: Actor) -> None:
    desk, keeper = small.browser(officer), small.browser(bed.keeper)

    def send(client: Client, step: str, status: int = 302, **more: Any) -> str:
        bed.one.refresh_from_db()
        path = f"/services/beds/{bed.one.pk}/steps/{step}"
        assert client.get(path).status_code == 200, step
        answer = client.post(path, {"version": bed.one.version, "on": str(TODAY), **more})
        assert answer.status_code == status, answer.content.decode()[:3000]
        return answer.content.decode()

    send(desk, "survey", **{f"check_{code}": given for code, given in FINE.items()},
         devices=["sos", "smoke"])  # fmt: skip
    terms = {"number": "家床 1", "signed_on": str(TODAY), "since": str(TODAY), "signer": "周桂兰",
             "fee": "300"}  # fmt: skip
    assert "晚于今天" not in send(desk, "sign", 200, **terms, last="")
    send(desk, "sign", **terms, last="2027-06-14")
    send(keeper, "plan", since=str(TODAY), care_bathing="4")
    send(keeper, "care", care=["bathing"])
    send(keeper, "check", **{f"check_{code}": "fine" for code in BED_CHECKS})
    send(keeper, "suspend", kind="hospital", since=str(TODAY))
    send(keeper, "resume")
    page = desk.get(f"/services/beds/{bed.one.pk}/").content.decode()
    for said in ("家床 1", "助浴", "每月 4 次", "一键呼叫", "皮肤", "住院"):
        assert said in page, said
    assert "周桂兰" in keeper.get("/services/beds/").content.decode()
    send(desk, "end", ending="withdrawn", reason="不要了")
    assert keeper.get(f"/services/beds/{bed.one.pk}/steps/end").status_code == 403


def test_a_bed_is_asked_for_on_the_person_s_file(officer: Actor, person: int) -> None:
    desk = small.browser(officer)
    assert "申请建床" in desk.get(f"/people/{person}/").content.decode()
    empty = desk.get(f"/services/beds/new/{person}").content.decode()
    assert "还没有提供" in empty
    facility = home.keeper()
    made = desk.post(f"/services/beds/new/{person}", {"facility": facility.pk, "on": str(TODAY)})
    assert made.status_code == 302
    assert "待入户评估" in desk.get(f"/people/{person}/").content.decode()
    assert desk.get(f"/services/carers/new/{person}").status_code == 200
