"""What follows from results: money by scores, causes, monthly reminders, statistics, effects."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

import pytest
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st

from anhuai.plans import actions, queries
from anhuai.plans.actions import NotPossible
from anhuai.plans.catalogue.allotments import ALLOTMENTS
from anhuai.plans.catalogue.effects import EFFECTS
from anhuai.plans.models import (
    Cause,
    Department,
    FundingProposal,
    Plan,
    Project,
    ProposalLine,
    Snapshot,
    Task,
)
from anhuai.plans.rules.allotting import shared
from anhuai.plans.rules.effects import Addition, after
from anhuai.plans.rules.supervising import Risk, Site, risks
from anhuai.platform import clock
from anhuai.platform.acting import SYSTEM, Actor, NotHere, Refused
from anhuai.platform.models import Account, RoleHolding
from anhuai.platform.notices.models import Notice
from anhuai.platform.posting import Stale
from tests.conftest import COUNTY, TOWN
from tests.plans.conftest import Stock

Who = Callable[..., Actor]
ON = date(2024, 6, 30)
ENDED = date(2026, 1, 31)  # every target of the plan is due: those not reached are missed


@pytest.mark.parametrize("code", sorted(ALLOTMENTS))
def test_a_formula_weighs_its_examples(code: str) -> None:
    for case in ALLOTMENTS[code].examples:
        assert ALLOTMENTS[code].weight(case.claim) == case.weight


WEIGHTS = st.lists(st.integers(0, 1000).map(lambda n: Fraction(n, 7)), min_size=1, max_size=12)


@given(st.integers(1, 10**12), WEIGHTS)
def test_a_sum_is_shared_to_the_fen_and_more_weight_never_gets_less(
    total: int, weights: list[Fraction]
) -> None:
    given_ = shared(total, weights)
    assert sum(given_) == (total if any(weights) else 0)
    pairs = sorted(zip(weights, given_, strict=True))
    assert all(a[1] <= b[1] + 1 for a, b in pairwise(pairs))
    assert all(amount == 0 for weight, amount in pairs if weight == 0)


@given(
    st.integers(1, 10**9),
    st.lists(st.tuples(st.integers(1, 99), st.integers(0, 10**9)), min_size=1, max_size=9),
)
def test_nobody_gets_more_than_what_is_lacking_and_nothing_is_held_back_without_need(
    total: int, rows: list[tuple[int, int]]
) -> None:
    bounds = [bound for _, bound in rows]
    given_ = shared(total, [Fraction(weight) for weight, _ in rows], bounds)
    assert all(0 <= one <= bound for one, bound in zip(given_, bounds, strict=True))
    assert sum(given_) == min(total, sum(bounds))


@pytest.mark.parametrize("code", sorted(EFFECTS))
def test_an_effect_adds_what_its_examples_say(code: str) -> None:
    for case in EFFECTS[code].examples:
        assert EFFECTS[code].adds(case.works) == case.adds


def test_an_effect_keeps_the_scale_of_a_figure() -> None:
    def grown(value: str, top: int, bottom: int | None, add: Addition) -> Decimal | None:
        found = after(
            add, value=Decimal(value), numerator=Decimal(top),
            denominator=None if bottom is None else Decimal(bottom),
        )  # fmt: skip
        return None if found is None else round(found, 2)

    assert grown("50", 50, 1000, Addition(Decimal(10))) == 60  # 50 a thousand of 1,000 elders
    assert grown("30", 3, 10, Addition(Decimal(6), Decimal(10))) == 45
    assert grown("30", 3, 10, Addition(Decimal(9))) == 100  # a share never passes its whole
    assert grown("20", 20, None, Addition(Decimal(5))) == 25
    assert grown("0", 0, 10, Addition(Decimal(5))) is None


def test_slips_and_spending_carried_on_warn_of_delay_and_cost() -> None:
    sound = Site(
        status="building", starts=2023, ends=2025, budget=100, spent=50, planned=100,
        late_milestones=0, steps=4, steps_reached=2,
    )  # fmt: skip
    assert risks(sound, ON) == ()
    assert risks(replace(sound, slip=549), ON) == ()
    assert risks(replace(sound, slip=550), ON) == (Risk.SLIPPING,)
    assert risks(replace(sound, spent=51), ON) == (Risk.COST,)
    assert risks(replace(sound, spent=51, steps_reached=0), ON) == ()


@pytest.fixture
def two(actor: Who, elderly: Plan) -> tuple[Actor, Actor]:
    first, second = (actor("county_officer", division=COUNTY) for _ in range(2))
    return first, second


def lead(plan: Plan, name: str, tasks: int, progress: int) -> Department:
    found = Department.objects.get_or_create(name=name)[0]
    free = Task.objects.filter(plan=plan, leads=None).order_by("pk")[:tasks]
    for task in free:
        task.leads.add(found)
        actions.record_task_progress(SYSTEM, task=task.pk, on=ON, progress=progress, says="进展")
    return found


def proposed(who: Actor, formula: str = "departments_by_work", **more: object) -> FundingProposal:
    asked = {
        "plan": "linze-2025-elderly", "year": 2024, "title": "工作经费", "total": 1_000_00,
        "on": ON, **more,
    }  # fmt: skip
    return actions.propose_funding(who, formula=formula, **asked)  # type: ignore[arg-type]


def test_departments_share_a_sum_by_their_scores_and_it_stays(
    elderly: Plan, two: tuple[Actor, Actor]
) -> None:
    officer, second = two
    lead(elderly, "临泽县民政局", 2, 90)
    lead(elderly, "临泽县卫生健康局", 1, 30)
    made = proposed(officer)
    lines = {one.name: one for one in made.lines.all()}
    high, low = lines["临泽县民政局"], lines["临泽县卫生健康局"]
    assert high.points is not None
    assert low.points is not None
    assert high.weight == round(high.points * 2 / 100, 6)
    assert sum(one.amount for one in lines.values()) == 1_000_00
    assert high.amount > 2 * low.amount
    actions.record_task_progress(
        SYSTEM, task=Task.objects.filter(leads=low.department)[0].pk, on=ON, progress=95, says="快"
    )
    assert ProposalLine.objects.get(pk=low.pk).amount == low.amount
    with pytest.raises(NotPossible, match="另一人"):
        actions.decide_proposal(officer, funding_proposal=made.pk, approved=True)
    with pytest.raises(NotPossible, match="写明理由"):
        actions.decide_proposal(second, funding_proposal=made.pk, approved=False)
    actions.decide_proposal(second, funding_proposal=made.pk, approved=True, version=1)
    made.refresh_from_db()
    assert (made.status, made.decided_by) == ("approved", second.account)
    for call in (
        lambda: actions.adjust_line(officer, line=high.pk, amount=1, reason="少"),
        lambda: actions.decide_proposal(second, funding_proposal=made.pk, approved=True),
        lambda: actions.withdraw_proposal(officer, funding_proposal=made.pk, reason="x"),
    ):
        with pytest.raises(NotPossible, match="已有决定"):
            call()
    with pytest.raises(IntegrityError), transaction.atomic():
        FundingProposal.objects.filter(pk=made.pk).update(decided_by=made.proposed_by)


def test_a_line_is_changed_for_a_reason_within_the_sum(
    elderly: Plan, two: tuple[Actor, Actor]
) -> None:
    officer, _ = two
    lead(elderly, "临泽县民政局", 2, 90)
    lead(elderly, "临泽县卫生健康局", 1, 30)
    made = proposed(officer)
    first, second = made.lines.order_by("-amount")[:2]
    with pytest.raises(NotPossible, match="理由"):
        actions.adjust_line(officer, line=first.pk, amount=first.amount - 1, reason=" ")
    with pytest.raises(NotPossible, match="合计超过总额"):
        actions.adjust_line(officer, line=first.pk, amount=first.amount + 1, reason="多")
    actions.adjust_line(officer, line=first.pk, amount=first.amount - 500, reason="结余", version=1)
    with pytest.raises(Stale):
        actions.adjust_line(officer, line=second.pk, amount=1, reason="晚到", version=1)
    actions.adjust_line(officer, line=second.pk, amount=second.amount + 500, reason="补")
    first.refresh_from_db()
    assert (first.computed - first.amount, first.reason) == (500, "结余")
    with pytest.raises(IntegrityError), transaction.atomic():
        ProposalLine.objects.filter(pk=first.pk).update(reason="")
    actions.withdraw_proposal(officer, funding_proposal=made.pk, reason="重算")


def test_projects_get_no_more_than_they_lack_and_less_with_a_warning(
    elderly: Plan, two: tuple[Actor, Actor]
) -> None:
    officer, _ = two
    a, b, c = Project.objects.filter(plan=elderly).order_by("pk")[:3]
    Project.objects.filter(plan=elderly).update(budget=None)
    Project.objects.filter(pk=a.pk).update(budget=100_00, ends=2025, starts=2024)
    Project.objects.filter(pk=b.pk).update(budget=100_00, ends=2022, starts=2021, status="building")
    Project.objects.filter(pk=c.pk).update(budget=100_00, status="accepted")
    made = proposed(officer, "projects_by_need", total=90_00)
    got = {one.project_id: one.amount for one in made.lines.all()}
    assert (got[a.pk], got[b.pk], got[c.pk]) == (60_00, 30_00, 0)
    more = proposed(officer, "projects_by_need", total=900_00)
    assert sum(one.amount for one in more.lines.all()) == 200_00
    line = more.lines.get(project=a.pk)
    with pytest.raises(NotPossible, match="缺口"):
        actions.adjust_line(officer, line=line.pk, amount=100_01, reason="多")


def test_towns_share_by_what_they_reached(stock: Stock, two: tuple[Actor, Actor]) -> None:
    officer, _ = two
    made = proposed(officer, "towns_by_gap", on=ENDED, year=2026)
    lines = list(made.lines.all())
    assert TOWN in {one.division for one in lines}
    assert sum(one.amount for one in lines) == 1_000_00
    assert all(one.points is not None or one.amount == 0 for one in lines)


def test_a_proposal_is_refused_without_a_claim_or_out_of_area(
    elderly: Plan, actor: Who, two: tuple[Actor, Actor]
) -> None:
    officer, _ = two
    Project.objects.filter(plan=elderly).update(budget=None)
    for more, field in (
        ({"formula": "projects_by_need"}, "formula"), ({"formula": "none"}, "formula"),
        ({"total": 0}, "total"), ({"title": " "}, "title"),
        ({"on": clock.today() + timedelta(days=1)}, "on"),
    ):  # fmt: skip
        with pytest.raises(NotPossible) as caught:
            proposed(officer, **more)  # type: ignore[arg-type]
        assert caught.value.field == field
    lead(elderly, "临泽县民政局", 1, 90)
    made = proposed(officer)
    stranger = actor("county_officer", division="640302")
    for call in (
        lambda: proposed(stranger),
        lambda: queries.proposal(stranger, made.pk),
        lambda: queries.proposal_line(stranger, made.lines.all()[0].pk),
        lambda: actions.decide_proposal(stranger, funding_proposal=made.pk, approved=True),
        lambda: actions.adjust_line(stranger, line=made.lines.all()[0].pk, amount=0, reason="x"),
    ):
        with pytest.raises(NotHere):
            call()
    with pytest.raises(Refused):
        proposed(actor("leader", division=COUNTY))
    assert not queries.proposals(stranger).exists()


def test_causes_are_kept_by_year_and_quoted_by_who_sees_inside(
    stock: Stock, elderly: Plan, actor: Who, two: tuple[Actor, Actor]
) -> None:
    officer, second = two
    short = queries.unmet(officer, elderly, ENDED)
    assert short
    target = short[0].row.target
    actions.record_cause(officer, target=target.pk, year=2023, on=ENDED, says="开工晚")
    actions.record_cause(
        second, target=target.pk, year=2025, on=ENDED, says="资金未到位", remedy="申请专项债"
    )
    told = queries.causes_of(officer, elderly)[target.pk]
    assert [(one.year, one.by_name) for one in told] == [(2025, second.name), (2023, officer.name)]
    now = {one.row.target.pk: one for one in queries.unmet(officer, elderly, ENDED)}[target.pk]
    assert now.is_told(2025)
    assert not now.is_told(2024)
    for year in (2020, 2027):
        with pytest.raises(NotPossible, match="年份"):
            actions.record_cause(officer, target=target.pk, year=year, on=ENDED, says="x")
    with pytest.raises(NotPossible, match="原因"):
        actions.record_cause(officer, target=target.pk, year=2025, on=ENDED, says=" ")
    stranger = actor("county_officer", division="640302")
    with pytest.raises(NotHere):
        actions.record_cause(stranger, target=target.pk, year=2025, on=ENDED, says="x")
    with pytest.raises(NotHere):
        queries.target(stranger, target.pk)
    assert not queries.unmet(stranger, elderly, ENDED)
    assert not queries.causes_of(stranger, elderly)
    with pytest.raises(IntegrityError), transaction.atomic():
        Cause.objects.update(says="")


def test_causes_are_asked_for_once_a_month(
    stock: Stock, elderly: Plan, two: tuple[Actor, Actor]
) -> None:
    mine = Notice.objects.filter(template="plan_causes_missing", account=two[0].account)
    assert actions.remind_causes(SYSTEM, on=ENDED) > 0
    assert actions.remind_causes(SYSTEM, on=ENDED) == 0
    assert mine.count() == 1
    for one in queries.unmet(SYSTEM, elderly, date(2026, 2, 1)):
        actions.record_cause(SYSTEM, target=one.row.target.pk, year=2025, on=ENDED, says="开工晚")
    assert actions.remind_causes(SYSTEM, on=date(2026, 2, 1)) == 0


def bureau_account(actor: Who, department: str) -> int:
    who = actor("county_officer", division=COUNTY)
    RoleHolding.objects.filter(account=who.account).update(department=department)
    assert who.account is not None
    return who.account


def told_of(account: int) -> set[str]:
    rows = Notice.objects.filter(account=account, template__startswith="plan_progress")
    return {row.template for row in rows}


def test_monthly_progress_is_asked_of_the_departments_own_accounts_then_climbs(
    elderly: Plan, actor: Who
) -> None:
    Task.objects.filter(plan=elderly).update(status="done")
    task = Task.objects.filter(plan=elderly).order_by("pk")[0]
    Task.objects.filter(pk=task.pk).update(status="open")
    task.leads.set([Department.objects.get_or_create(name="临泽县民政局")[0]])
    own, other = bureau_account(actor, "民政局"), bureau_account(actor, "卫生健康局")
    leader = actor("leader", division=COUNTY).account
    assert leader is not None
    actions.record_task_progress(SYSTEM, task=task.pk, on=date(2024, 5, 20), progress=5, says="5月")
    assert actions.remind_progress(SYSTEM, on=date(2024, 6, 19)) == 0
    assert actions.remind_progress(SYSTEM, on=date(2024, 6, 20)) == 1
    assert actions.remind_progress(SYSTEM, on=date(2024, 6, 21)) == 0
    assert (told_of(own), told_of(other)) == ({"plan_progress_due"}, set())
    actions.remind_progress(SYSTEM, on=date(2024, 6, 26))
    assert "plan_progress_overdue" in told_of(other)
    assert not told_of(leader)
    actions.remind_progress(SYSTEM, on=date(2024, 7, 6))
    assert told_of(leader) == {"plan_progress_overdue"}
    actions.record_task_progress(SYSTEM, task=task.pk, on=date(2024, 7, 7), progress=9, says="补报")
    assert actions.remind_progress(SYSTEM, on=date(2024, 7, 25)) == 0


def test_a_department_without_accounts_is_reminded_through_who_reports(
    elderly: Plan, actor: Who
) -> None:
    officer = actor("county_officer", division=COUNTY)
    task = Task.objects.filter(plan=elderly).order_by("pk")[0]
    task.leads.set([Department.objects.get_or_create(name="临泽县残疾人联合会")[0]])
    actions.remind_progress(SYSTEM, on=date(2024, 6, 25))
    assert officer.account is not None
    assert "plan_progress_due" in told_of(officer.account)
    assert Account.objects.filter(pk=officer.account, unread__gt=0).exists()


def test_statistics_are_by_town_and_year_and_never_estimated(
    stock: Stock, elderly: Plan, actor: Who, two: tuple[Actor, Actor]
) -> None:
    officer, _ = two
    for on, value in ((date(2022, 6, 1), 40), (date(2022, 12, 1), 41)):
        Snapshot.objects.create(
            indicator="beds_per_1000", division=COUNTY, on=on, value=value, taken_at=clock.now()
        )
    found = queries.statistics(officer, elderly, ON)
    assert list(found.years) == [2021, 2022, 2023, 2024]
    sheet = next(one for one in found.sheets if one.key == "beds_per_1000")
    whole, towns = sheet.rows[0], sheet.rows[1:]
    live = queries.measure(officer, key="beds_per_1000", division=COUNTY, on=ON, plan=elderly)
    assert list(whole.values) == [None, 41, None, live.value]
    assert TOWN in {row.code for row in towns}
    one = queries.statistics(officer, elderly, ON, keys=["beds_per_1000"], division=TOWN)
    assert [[row.code for row in sheet.rows] for sheet in one.sheets] == [[TOWN]]
    early = queries.statistics(officer, elderly, date(2022, 8, 1), keys=["beds_per_1000"])
    assert early.sheets[0].rows[0].values[-1] != 41
    later = queries.statistics(officer, elderly, ENDED, keys=["beds_per_1000"]).sheets[0]
    assert later.rows[0].values[-1] is not None  # after the plan's end too: how it came out
    assert later.told[0].code == COUNTY
    with pytest.raises(NotHere):
        queries.statistics(actor("county_officer", division="640302"), elderly, ON)
    with pytest.raises(NotHere):
        queries.statistics(actor("town_clerk", division=TOWN), elderly, ON)


def test_a_project_is_shown_with_what_it_adds(elderly: Plan, stock: Stock) -> None:
    project = Project.objects.filter(plan=elderly).order_by("pk")[0]
    Project.objects.filter(pk=project.pk).update(
        kind="新建", content="床位100张，护理型床位60张", beds=100, floor_area=6000,
        status="building",
    )  # fmt: skip
    found = {e.key: e for e in queries.effects_of(SYSTEM, queries.project(SYSTEM, project.pk), ON)}
    assert {"beds_total", "beds_per_1000", "nursing_bed_share", "facility_area_gap"} <= set(found)
    share = found["nursing_bed_share"]
    assert (share.before, share.after) == (Decimal(15), Decimal("52.5"))
    Project.objects.filter(pk=project.pk).update(status="accepted")
    assert not queries.effects_of(SYSTEM, queries.project(SYSTEM, project.pk), ON)
