"""Early warnings from the records, checked on by somebody, with what it came to."""

from collections.abc import Callable
from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.test import Client

from anhuai.benefits import actions
from anhuai.benefits.actions import BadFinding, Checked
from anhuai.benefits.catalogue.signals import SIGNALS
from anhuai.benefits.models import Finding, Visit
from anhuai.benefits.rules.findings import FindingKind, FindingState
from anhuai.benefits.rules.parameters import Book, given
from anhuai.benefits.rules.signals import BadVisit, Result, Signal, Way, mistake
from anhuai.kernel.confidence import Basis, Confidence
from anhuai.kernel.months import Month
from anhuai.people.rules.circumstances import Held
from anhuai.platform import clock
from anhuai.platform.acting import SYSTEM, Actor, NotHere
from anhuai.platform.posting import Stale
from tests.benefits.conftest import Elder
from tests.conftest import COUNTY, OTHER_VILLAGE

Officers = tuple[Actor, Actor, Actor]


def book() -> Book:
    from anhuai.benefits.catalogue import PARAMETERS

    ratio = PARAMETERS["rigid_expenditure_ratio"]
    value = given(
        ratio, 60, since=Month(2026, 1), known=date(2026, 1, 1), place="990000",
        basis=Basis(document="", confidence=Confidence.D),
    )  # fmt: skip
    return Book((ratio,), (value,))


@pytest.mark.parametrize("code", SIGNALS)
def test_every_example_of_a_signal_holds(code: str) -> None:
    one = SIGNALS[code]
    assert [mistake(one, example, book()) for example in one.examples] == [""] * len(one.examples)
    assert {example.raised for example in one.examples} == {True, False}
    assert one.basis.citation or one.basis.note


def test_a_signal_that_looks_for_nothing_is_refused() -> None:
    plain = {"title": "", "title_en": "x", "says": "", "says_en": "", "examples": ()}
    for more in ({}, {"worsened": ("ability",)}):
        with pytest.raises(ValueError, match="x:"):
            Signal(basis=Basis(document="", confidence=Confidence.D), **plain, **more)


def night() -> None:
    today = clock.today()
    actions.redecide(SYSTEM, month=today.replace(day=1), on=today)


@pytest.fixture
def warned(elder: Elder, officers: Officers) -> Finding:
    poor = elder(born=date(1970, 1, 1), held=(Held("edge", date(2024, 1, 1)),))
    elder(born=date(1971, 1, 1))
    actions.declare_fact(
        officers[0], person=poor, fact="lost_work", value=True, since=date(2024, 1, 1), source="x"
    )
    night()
    return Finding.objects.get(kind=FindingKind.RISK)


def checked(result: Result, **more: object) -> Checked:
    plain = {"on": clock.today(), "way": Way.HOME, "result": result, "says": "看过了，一家四口"}
    return Checked(**plain | more)


@pytest.mark.django_db
def test_a_warning_is_opened_once_and_goes_with_its_cause(
    warned: Finding, officers: Officers
) -> None:
    assert (warned.code, warned.said["categories"]) == ("work_lost", ["edge"])
    assert warned.due == clock.today() + timedelta(days=30)
    night()
    assert Finding.objects.filter(kind=FindingKind.RISK).count() == 1
    actions.declare_fact(
        officers[0], person=warned.person_id, fact="lost_work", value=False,
        since=date(2024, 2, 1), source="x",
    )  # fmt: skip
    night()
    warned.refresh_from_db()
    assert (warned.state, warned.gone_on) == (FindingState.GONE, clock.today())


@pytest.mark.django_db
def test_a_check_keeps_it_open_or_ends_it(warned: Finding, officers: Officers) -> None:
    clerk = officers[0]
    ask = {"finding": warned.pk, "version": warned.version}
    with pytest.raises(BadFinding):  # nobody looked yet
        actions.handle_finding(clerk, **ask, state=FindingState.HANDLED, note="已看")
    for bad, code in (
        (checked(Result.WATCH), "next"), (checked(Result.NONE, says=" "), "says"),
        (checked(Result.NONE, on=clock.today() + timedelta(days=1)), "days"),
    ):  # fmt: skip
        with pytest.raises(BadVisit) as refused:
            actions.record_visit(clerk, **ask, checked=bad)
        assert refused.value.code == code
    later = clock.today() + timedelta(days=20)
    actions.record_visit(clerk, **ask, checked=checked(Result.WATCH, next_on=later))
    warned.refresh_from_db()
    assert (warned.state, warned.due) == (FindingState.OPEN, later)
    with pytest.raises(Stale):
        actions.record_visit(clerk, **ask, checked=checked(Result.NONE))
    ask["version"] = warned.version
    actions.record_visit(clerk, **ask, checked=checked(Result.APPLIED))
    warned.refresh_from_db()
    assert (warned.state, Visit.objects.count()) == (FindingState.HANDLED, 2)
    night()
    assert Finding.objects.filter(kind=FindingKind.RISK).count() == 1


@pytest.mark.django_db
def test_the_pages_of_monitoring(
    warned: Finding, signed_in: Callable[..., Client], actor: Callable[..., Actor]
) -> None:
    officer = signed_in("county_officer", division=COUNTY)
    page = "/benefits/monitoring"
    text = officer.get(page).content.decode()
    assert "主要劳动力失业" in text
    assert "低保边缘" in text
    assert "高寿" in officer.get(f"{page}?signal=work_lost&state=open&q=gs").content.decode()
    assert "没有符合条件" in officer.get(f"{page}?late=1").content.decode()
    visit = f"/benefits/findings/{warned.pk}/visit"
    sent = {
        "version": warned.version, "on": f"{clock.today()}", "way": "home", "result": "watch",
        "says": "看过", "token": str(uuid4()),
    }  # fmt: skip
    assert "下次核查日期" in officer.post(visit, sent).content.decode()
    assert officer.post(visit, sent | {"result": "none", "token": str(uuid4())}).status_code == 302
    assert "核查记录" in officer.get(f"/benefits/findings/{warned.pk}/").content.decode()
    assert officer.get(visit).status_code == 404
    told = officer.get("/api/v1/benefits/warnings").json()["items"]
    assert told[0]["categories"] == ["edge"]
    assert told[0]["checks"] == 1
    other = signed_in("town_clerk", division=OTHER_VILLAGE[:9])
    assert "高寿" not in other.get(page).content.decode()
    assert other.get(visit).status_code == 404
    with pytest.raises(NotHere):
        actions.record_visit(
            actor("town_clerk", division=OTHER_VILLAGE[:9]), finding=warned.pk,
            version=warned.version, checked=checked(Result.NONE),
        )  # fmt: skip


@pytest.mark.django_db
def test_the_clerk_records_what_the_applicant_declared(
    elder: Elder, signed_in: Callable[..., Client], officers: Officers
) -> None:
    from anhuai.benefits.models import Application, Declared

    one = elder(born=date(1970, 1, 1))
    clerk = signed_in("town_clerk", division="620723101")
    apply = f"/benefits/applications/new?person={one}&item=dibao"
    assert "家庭人均月收入" in clerk.get(apply).content.decode()
    sent = {
        "item": "dibao", "says": "困难", "consents": "on", "fact_income_per_head": "三百",
        "fact_assets_within_rule": "1", "token": str(uuid4()),
    }  # fmt: skip
    wrong = clerk.post(apply, sent).content.decode()
    assert "困难" in wrong  # nothing typed is lost
    assert not Application.objects.exists()
    sent |= {"fact_income_per_head": "300.00", "token": str(uuid4())}
    assert clerk.post(apply, sent).status_code == 302
    made = Application.objects.get()
    assert made.answers["facts"] == {"income_per_head": 30000, "assets_within_rule": 1}
    assert not Declared.objects.exists()  # declared is not yet checked
    assert "300.00" in clerk.get(f"/benefits/applications/{made.pk}/").content.decode()
    page = f"/benefits/declare/{one}?application={made.pk}"
    assert 'value="300.00"' in clerk.get(page).content.decode()
    sent = {
        "fact_income_per_head": "280", "fact_area": "rural", "since": f"{clock.today()}",
        "source": "入户调查", "token": str(uuid4()),
    }  # fmt: skip
    future = f"{clock.today() + timedelta(days=1)}"
    assert (
        "不能晚于今天"
        in clerk.post(page, sent | {"since": future, "token": str(uuid4())}).content.decode()
    )
    assert clerk.post(page, sent).status_code == 302
    held = dict(Declared.objects.filter(retracted_at=None).values_list("fact", "value"))
    assert held == {"income_per_head": 28000, "area": 1}
    assert "入户调查" in clerk.get(f"/people/{one}/").content.decode()
    stranger = elder(village=OTHER_VILLAGE)
    assert clerk.get(f"/benefits/declare/{stranger}").status_code in (403, 404)
