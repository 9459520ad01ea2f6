"""Forms: only the county's money is added up; times and hours say what they count."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client

from anhuai.assessments.catalogue import SCALES
from anhuai.benefits import actions, queries
from anhuai.benefits.actions.standards import Proposed
from anhuai.benefits.catalogue import BENEFITS
from anhuai.benefits.models import Entitlement, Finding
from anhuai.benefits.queries.definitions import BadItem
from anhuai.benefits.rules.definition import Form, Who
from anhuai.benefits.rules.effects import cost, effect
from anhuai.benefits.rules.facts import From, facts
from anhuai.benefits.rules.findings import FindingKind
from anhuai.benefits.views.decided import _finding_text, _give_owed
from anhuai.kernel.months import Month
from anhuai.platform import clock
from anhuai.platform.acting import SYSTEM, Actor
from tests.benefits.conftest import Elder
from tests.conftest import COUNTY

MONEY, SERVICE, ELSEWHERE = "old_age_allowance", "ability_assessment", "resident_pension"
SignedIn = Callable[..., Client]


def text(answer: Any) -> str:
    return str(answer.content.decode())


def test_only_what_the_county_spends_is_added_up() -> None:
    was = {(1, MONEY): (5000, 0), (2, SERVICE): (1, 0), (3, ELSEWHERE): (9000, 0)}
    now = {(1, MONEY): (6000, 0), (2, SERVICE): (2, 0)}
    spent = {code for code, one in BENEFITS.items() if one.form.is_spent}
    assert cost(was, spent) == 5000
    found = effect(was, now, spent=spent, town_of=lambda _p: "620723101", age_of=lambda _p: 80)
    assert (found.before, found.after) == (5000, 6000)
    assert found.all.plain() == [2, 1, 1000]
    assert found.items[SERVICE].plain() == [1, 0, 0]
    assert dict(found.sizes) == {1000: 1}
    assert len(found.people) == 3


@pytest.mark.parametrize("item", BENEFITS)
def test_an_amount_is_said_in_what_it_counts(item: str) -> None:
    one = BENEFITS[item]
    assert ("元" in one.says_amount(100)) is one.form.is_money
    assert ("yuan" in one.says_amount(100, english=True)) is one.form.is_money


def test_services_and_institutions_are_no_work_of_applying() -> None:
    for one in BENEFITS.values():
        if one.form is Form.SERVICE or one.who is Who.INSTITUTION:
            assert not one.needs_application
    assert BENEFITS[MONEY].needs_application
    assert BENEFITS[ELSEWHERE].needs_application
    assert not BENEFITS["family_planning_priority"].needs_application


def test_every_scale_a_rule_asks_for_is_there() -> None:
    """A night fails on a scale that is not defined."""
    assert {one.key for one in facts() if one.source is From.ASSESSMENT} <= set(SCALES)


def test_what_another_department_takes_is_not_applied_for_here() -> None:
    with pytest.raises(BadItem) as refused:
        queries.item_of(ELSEWHERE)
    assert refused.value.code == "elsewhere"
    assert ELSEWHERE not in dict(queries.application_choices())
    assert {MONEY, SERVICE} <= set(dict(queries.application_choices()))


def test_a_finding_says_what_it_counts() -> None:
    said = {"amount": 2}
    assert _finding_text(FindingKind.SOON, SERVICE, "2026-12", said) == "自 2026-12 起，2 次"
    assert "0.02 元" in _finding_text(FindingKind.NEW, MONEY, "granted", said)
    assert "由其他部门受理" in _finding_text(FindingKind.NEW, ELSEWHERE, "granted", said)


@pytest.fixture
def decided(officers: tuple[Actor, Actor, Actor], elder: Elder) -> tuple[int, int]:
    """Somebody of 85, somebody who turned 65 this month, and a night."""
    _clerk, first, second = officers
    month = Month.of(clock.today())
    change = actions.propose_standard(
        first, proposed=Proposed(MONEY + "_amount", (month - 3).first,
                                 [None, 10000, 5000, 10000, 1], "虚构文件"), reason="试",
    )  # fmt: skip
    actions.simulate(first, change=change.pk)
    actions.approve_standard(second, change=change.pk)
    old = elder(name="孙长寿", born=date(month.year - 85, 1, 5))
    new = elder(name="李六五", born=date(month.year - 65, month.month, 15))
    actions.redecide(SYSTEM, month=month.first, on=clock.today())
    return old, new


@pytest.mark.django_db
def test_a_night_counts_services_and_lists_them_as_no_findings(
    decided: tuple[int, int], officers: tuple[Actor, Actor, Actor]
) -> None:
    old, new = decided
    held = set(Entitlement.objects.filter(item=SERVICE).values_list("person_id", flat=True))
    assert held == {old, new}
    listed = Finding.objects.filter(
        kind__in=(FindingKind.NEW, FindingKind.SOON, FindingKind.ENDED)
    ).values_list("item", flat=True)
    assert SERVICE not in set(listed)
    totals = {item: (n, fen) for item, n, fen in queries.totals(officers[1], on=clock.today())}
    assert totals[SERVICE] == (2, None)
    assert totals[MONEY] == (1, 5000)
    run = queries.latest_run(division=COUNTY)
    assert run is not None
    assert (run.totals[SERVICE], run.totals[MONEY]) == ([2, None], [1, 5000])
    assert not any(BENEFITS[item].who is Who.INSTITUTION for item in run.items)


@pytest.mark.django_db
def test_pages_sheets_and_api_say_times_not_yuan(
    decided: tuple[int, int], signed_in: SignedIn
) -> None:
    officer = signed_in("county_officer", division=COUNTY)
    for page in (f"/benefits/owed?item={SERVICE}", f"/people/{decided[1]}/"):
        shown = text(officer.get(page))
        assert "1 次" in shown, page
        assert "0.01" not in shown, page
    shown = text(officer.get("/benefits/?q=能力评估"))
    assert "服务" in shown
    assert "0.02" not in shown
    assert "应享 1 次" in text(Client().get(f"/benefits/items/{SERVICE}/"))
    assert officer.get("/sheets/benefits-owed/export").status_code == 200
    cells = {row[1]: row[3:5] for row in _give_owed(SYSTEM, {}) if row[0] == "孙长寿"}
    assert cells["高龄津贴"] == ("50.00", "")
    assert ("", "1 次") in cells.values()
    told = officer.get(f"/api/v1/benefits/owed?item={SERVICE}").json()["items"]
    assert {(one["form"], one["unit"], one["amount"]) for one in told} == {("service", "times", 1)}
    why = officer.get(f"/api/v1/benefits/why/{decided[1]}/{SERVICE}").json()
    assert (why["paid"], why["unit"]) == (1, "times")
