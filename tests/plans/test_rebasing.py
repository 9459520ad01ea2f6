"""A plan's figures of a past day by town: in the towns of then, or re-based onto today's."""

from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from anhuai.people import actions as people
from anhuai.people.rules.facts import Founding, PersonFacts
from anhuai.places import actions
from anhuai.places.actions import Part
from anhuai.places.rules import Kind
from anhuai.plans import queries
from anhuai.plans.models import Plan, Snapshot, Target
from anhuai.platform.acting import SYSTEM, Actor
from anhuai.platform.jobs import worker
from tests.conftest import COUNTY, OTHER_TOWN, OTHER_VILLAGE, TODAY, TOWN, VILLAGE

BEFORE = date(2026, 2, 1)
KEY = "elder_volunteers"


def reformed(kind: Kind, units: list[str], parts: list[Part]) -> None:
    first, second = (Actor("甲", account=n, holdings=SYSTEM.holdings) for n in (1, 2))
    made = actions.prepare_reform(
        first, kind=kind, units=units, parts=parts, on=date(2026, 3, 1), document="虚构"
    )
    actions.confirm_reform(second, reform=made.pk, version=made.version)
    worker.drain()


def snapshot(code: str, top: int, key: str = KEY) -> None:
    Snapshot.objects.create(
        indicator=key, division=code, on=BEFORE, numerator=top, value=top,
        taken_at=datetime(2026, 2, 1, tzinfo=ZoneInfo("Asia/Shanghai")),
    )  # fmt: skip


@pytest.fixture
def volunteers(linze: str) -> None:
    from anhuai.civil import actions as civil

    for village, name in ((VILLAGE, "甲"), (OTHER_VILLAGE, "乙"), (OTHER_VILLAGE, "丙")):
        done = people.register_person(
            SYSTEM, facts=PersonFacts(name, "1", date(1950, 1, 1), hukou=village),
            home=Founding(village, "一号"), on=date(2020, 1, 1),
        )  # fmt: skip
        civil.enrol_volunteer(SYSTEM, person=done.pk, on=date(2021, 1, 1))


def by_town(rows) -> dict[str, Decimal | None]:
    return {row.code: row.measured.value for row in rows}


def test_a_merger_is_summed(volunteers) -> None:
    then = by_town(queries.parts_below(SYSTEM, key=KEY, division=COUNTY, on=BEFORE))
    assert (then[TOWN], then[OTHER_TOWN]) == (1, 2)
    reformed(Kind.MERGE, [OTHER_TOWN], [Part(TOWN)])
    still = by_town(queries.parts_below(SYSTEM, key=KEY, division=COUNTY, on=BEFORE))
    assert still == then, "the past keeps its units"
    rows = queries.parts_now(SYSTEM, key=KEY, division=COUNTY, on=BEFORE, today=TODAY)
    now = {row.code: row for row in rows}
    assert OTHER_TOWN not in now
    assert now[TOWN].measured.value == 3
    assert now[TOWN].units == (TOWN, OTHER_TOWN)
    assert not now[TOWN].is_estimate


def test_a_split_is_an_estimate_and_trends_follow(volunteers) -> None:
    snapshot(TOWN, 10)
    parts = [Part(TOWN, "", Decimal("0.6")), Part("620723109", "虚构新镇", Decimal("0.4"))]
    reformed(Kind.SPLIT, [TOWN], parts)
    new = "620723109"
    points, is_estimate = queries.trend_now(key=KEY, division=new, on=TODAY, today=TODAY, plan=None)
    assert (list(points), is_estimate) == ([(BEFORE, Decimal("4.0000"))], True)
    rows = queries.parts_now(SYSTEM, key=KEY, division=COUNTY, on=BEFORE, today=TODAY)
    assert {r.code: (r.measured.value, r.is_estimate) for r in rows}[new] == (Decimal("0.4"), True)


def test_the_page_offers_the_choice_once_something_was_reformed(volunteers, signed_in) -> None:
    officer = signed_in("county_officer", division=COUNTY)
    url = f"/plans/indicators/{KEY}/?division={COUNTY}&on={BEFORE}"
    assert "换算到现在的区划" not in officer.get(url).content.decode()
    reformed(Kind.MERGE, [OTHER_TOWN], [Part(TOWN)])
    assert "换算到现在的区划" in officer.get(url).content.decode()
    page = officer.get(f"{url}&units=now").content.decode()
    assert " + " in page, "the units it was re-based from"
    clerk = signed_in("town_clerk", division=TOWN)
    assert clerk.get(f"{url}&units=now").status_code in (200, 404)


def promised(plan: Plan) -> Plan:
    """Let a plan promise what the tests count."""
    target = Target.objects.filter(plan=plan).order_by("pk")[0]
    target.pk, target.code, target.indicator = None, "T-volunteers", KEY
    target.save()
    return plan


def test_the_board_of_a_town_is_told_in_the_towns_of_today(volunteers, civil_plan) -> None:
    plan = promised(civil_plan)
    snapshot(TOWN, 4)
    snapshot(OTHER_TOWN, 5)
    reformed(Kind.MERGE, [OTHER_TOWN], [Part(TOWN)])
    asked = {"plan": plan, "on": date(2026, 2, 15), "division": TOWN}
    then = {row.target.indicator: row for row in queries.board(SYSTEM, **asked).rows}
    board = queries.board(SYSTEM, **asked, units_of=TODAY)
    now = {row.target.indicator: row for row in board.rows}
    assert (then[KEY].measured.value, now[KEY].measured.value) == (1, 3)
    assert (BEFORE, Decimal(9)) in now[KEY].trend
    whole = queries.board(SYSTEM, plan=plan, on=BEFORE, units_of=TODAY)
    same = queries.board(SYSTEM, plan=plan, on=BEFORE)
    assert [r.measured.value for r in whole.rows] == [r.measured.value for r in same.rows]


def test_the_board_page_offers_the_units_and_keeps_them(volunteers, civil_plan, signed_in) -> None:
    officer = signed_in("county_officer", division=COUNTY)
    url = f"/plans/{promised(civil_plan).code}/?on={BEFORE}"
    assert "换算到现在的区划" not in officer.get(url).content.decode()
    reformed(Kind.MERGE, [OTHER_TOWN], [Part(TOWN)])
    page = officer.get(f"{url}&units=now&division={TOWN}").content.decode()
    assert "换算到现在的区划" in page
    assert f"division={TOWN}&amp;on={BEFORE}&amp;units=now" in page
    assert f'value="{OTHER_TOWN}"' not in page, "a town that ended is no town of today"
