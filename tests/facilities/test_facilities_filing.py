"""Filing online: papers, clocks, receipt, refusal, the check on site, licences about to end."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from tests.conftest import COUNTY, OTHER_TOWN

from anhuai.facilities import actions, jobs, queries
from anhuai.facilities.models import Licence
from anhuai.facilities.rules import (
    FILINGS,
    FilingPapers,
    FilingWhat,
    Status,
    filing_problems,
    unmet,
)
from anhuai.kernel.unfit import Unfit
from anhuai.platform import clock, holidays
from anhuai.platform.acting import SYSTEM, NotHere, Refused
from anhuai.platform.models import Notice
from anhuai.platform.posting import Stale

pytestmark = pytest.mark.django_db
PAPERS = FilingPapers(
    legal_person="王院长", registration="52-1", premises="自有", committed=True,
    began_on=date(2026, 1, 5),
)  # fmt: skip


@pytest.fixture
def home(opened, operator):
    found = opened(operator=operator.pk)
    actions.add_beds(
        SYSTEM,
        facility=found.pk, labels="1…10", on=date(2020, 1, 1),
    )  # fmt: skip
    return found


def code_of(call) -> tuple[str, str]:
    with pytest.raises(Unfit) as error:
        call()
    return error.value.code, error.value.field


def test_what_a_first_filing_lacks() -> None:
    kind = FILINGS["elderly"]
    assert filing_problems(kind, PAPERS, beds=10) == {}
    assert filing_problems(kind, PAPERS, beds=9) == {"": "beds"}
    assert set(filing_problems(kind, FilingPapers(), beds=10)) == {
        "legal_person", "registration", "premises", "began_on", "committed",
    }  # fmt: skip
    nursery = FILINGS["childcare"]
    assert (nursery.answer_within, nursery.refuse_within) == (5, 15)
    assert (kind.file_within, kind.check_within, kind.least_beds) == (10, 20, 10)
    ended = FilingPapers(what=FilingWhat.END)
    assert filing_problems(kind, ended, beds=0) == {
        "resettled": "resettled", "noticed_on": "noticed",
    }  # fmt: skip
    assert filing_problems(nursery, ended, beds=0) == {"resettled": "resettled"}


def test_from_the_papers_to_the_check(home, actor, operator) -> None:
    manager = actor("institution_manager", organisation=operator)
    officer = actor("county_officer", division=COUNTY)
    on = clock.today() - timedelta(30)
    made = actions.submit_filing(manager, facility=home.pk, kind="elderly", papers=PAPERS, on=on)
    assert made.answer_by == holidays.add_working_days(on, 5)
    again = {"facility": home.pk, "kind": "elderly", "papers": PAPERS, "on": on}
    assert code_of(lambda: actions.submit_filing(manager, **again))[0] == "waiting"
    receipt = {"filing": made.pk, "on": on + timedelta(3), "number": "备〔2026〕1 号"}
    with pytest.raises(Refused):
        actions.receive_filing(manager, **receipt, version=1)
    with pytest.raises(NotHere):
        far = actor("town_clerk", division=OTHER_TOWN)
        actions.receive_filing(far, **receipt, version=1)
    got = actions.receive_filing(officer, **receipt, version=1)
    assert got.check_by == holidays.add_working_days(on + timedelta(3), 20)
    assert Licence.objects.filter(facility=home, kind="elderly_care_filing").count() == 1
    with pytest.raises(Stale):
        actions.receive_filing(officer, **receipt, version=1)
    bad = {"filing": made.pk, "version": 2, "on": on + timedelta(9), "says": ""}
    assert code_of(lambda: actions.check_filing(officer, **bad, passed=False)) == ("says", "says")
    assert actions.check_filing(officer, **bad, passed=True).check_passed
    end = FilingPapers(
        what=FilingWhat.END, resettled="在住人员已转到县中心敬老院", noticed_on=on,
    )  # fmt: skip
    last = actions.submit_filing(
        manager, facility=home.pk, kind="elderly", papers=end, on=clock.today()
    )
    actions.receive_filing(
        officer, filing=last.pk, version=1, on=clock.today(), number="备〔2026〕2 号"
    )
    assert not Licence.objects.filter(kind="elderly_care_filing", until=None).exists()


def test_residents_are_told_thirty_days_before_the_end(home, actor) -> None:
    officer, today = actor("county_officer", division=COUNTY), clock.today()
    file = {"facility": home.pk, "kind": "elderly"}
    first = actions.submit_filing(officer, **file, papers=PAPERS, on=today - timedelta(60))
    actions.receive_filing(
        officer, filing=first.pk, version=1, on=today - timedelta(59), number="备 1"
    )
    closing = {"facility": home.pk, "status": Status.CLOSED, "on": today, "reason": "停办"}
    assert code_of(lambda: actions.change_status(officer, **closing)) == ("notice", "on")
    end = FilingPapers(what=FilingWhat.END, resettled="已转院", noticed_on=today - timedelta(29))
    unsaid = replace(end, noticed_on=None)
    assert code_of(lambda: actions.submit_filing(officer, **file, papers=unsaid, on=today)) == (
        "noticed", "noticed_on",
    )  # fmt: skip
    ahead = replace(end, noticed_on=today + timedelta(1))
    assert code_of(lambda: actions.submit_filing(officer, **file, papers=ahead, on=today)) == (
        "future", "noticed_on",
    )  # fmt: skip
    made = actions.submit_filing(officer, **file, papers=end, on=today)
    receipt = {"filing": made.pk, "version": 1, "on": today, "number": "备 2"}
    assert code_of(lambda: actions.receive_filing(officer, **receipt)) == ("notice", "on")
    assert code_of(lambda: actions.change_status(officer, **closing)) == ("notice", "on")
    actions.withdraw_filing(officer, filing=made.pk, version=1)
    told = replace(end, noticed_on=today - timedelta(30))
    actions.submit_filing(officer, **file, papers=told, on=today)
    assert actions.change_status(officer, **closing).status == Status.CLOSED


def test_a_change_needs_a_filing_first(home, actor) -> None:
    officer = actor("county_officer", division=COUNTY)
    change = FilingPapers(what=FilingWhat.CHANGE, changes="换法定代表人")
    call = {"facility": home.pk, "kind": "elderly", "papers": change, "on": clock.today()}
    assert code_of(lambda: actions.submit_filing(officer, **call))[0] == "not_filed"
    wrong = call | {"kind": "childcare"}
    assert code_of(lambda: actions.submit_filing(officer, **wrong))[0] == "filing"


def test_pages(home, actor, operator, signed_in) -> None:
    officer = actor("county_officer", division=COUNTY)
    made = actions.submit_filing(
        officer, facility=home.pk, kind="elderly", papers=PAPERS, on=clock.today()
    )
    client = signed_in("county_officer", division=COUNTY)
    assert home.name in client.get("/facilities/filings/").content.decode()
    for page in ("", "receive", "refuse", "withdraw"):
        assert client.get(f"/facilities/filings/{made.pk}/{page}").status_code == 200
    far = signed_in("town_clerk", division=OTHER_TOWN)
    assert far.get(f"/facilities/filings/{made.pk}/").status_code == 404
    assert client.get(f"/facilities/{home.pk}/file").status_code == 200
    sent = {"number": "备 1", "on": clock.today().isoformat(), "version": "1"}
    assert client.post(f"/facilities/filings/{made.pk}/receive", sent).status_code == 302
    assert client.get(f"/facilities/filings/{made.pk}/check").status_code == 200


def test_who_holds_a_licence_about_to_end_is_told_once(home, actor, operator) -> None:
    manager = actor("institution_manager", organisation=operator)
    officer = actor("county_officer", division=COUNTY)
    today = clock.today()
    actions.add_licence(
        officer, facility=home.pk, kind="food", since=date(2024, 1, 1),
        until=today + timedelta(20),
    )  # fmt: skip
    jobs.nightly_licences.func(today.isoformat())
    told = Notice.objects.filter(template="licence_expiring")
    assert set(told.values_list("account", flat=True)) == {manager.account, officer.account}
    count = told.count()
    jobs.nightly_licences.func(today.isoformat())
    assert told.count() == count
    assert list(queries.expiring_licences(today, days=10)) == []


def test_a_bed_declared_nursing_is_held_against_its_checks() -> None:
    assert unmet(False, []) == []
    assert unmet(True, ["bed_type", "call_system"]) == ["equipment", "trained_carers"]
