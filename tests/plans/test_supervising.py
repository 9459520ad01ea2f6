"""Seeing tasks through: parts, ratings by two, orders, meetings, escalation; projects' money."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st

from anhuai.plans import actions, queries
from anhuai.plans.actions import NotPossible
from anhuai.plans.catalogue.schemes import SCHEMES
from anhuai.plans.models import (
    Department,
    Plan,
    Project,
    SupervisionOrder,
    Task,
    TaskRating,
)
from anhuai.plans.rules.supervising import (
    Level,
    Risk,
    Site,
    Work,
    expected,
    level_of,
    risks,
    scored,
)
from anhuai.platform.acting import SYSTEM, Actor, NotHere, Refused
from anhuai.platform.notices.models import Notice
from anhuai.platform.posting import Stale
from tests.conftest import COUNTY, TODAY, TOWN
from tests.plans.conftest import Stock

Who = Callable[..., Actor]
ON = date(2024, 6, 30)


@pytest.mark.parametrize("code", sorted(SCHEMES))
def test_a_scheme_scores_its_examples(code: str) -> None:
    for case in SCHEMES[code].examples:
        assert scored(SCHEMES[code], case.work).points == case.points


WORKS = st.builds(
    Work, progress=st.integers(0, 100), expected=st.floats(0, 100), steps=st.integers(0, 30),
    proven=st.just(0), months_due=st.integers(0, 24), months_reported=st.integers(0, 40),
    verified=st.none() | st.integers(0, 100), orders=st.integers(0, 9), orders_late=st.just(0),
)  # fmt: skip


@given(WORKS)
def test_a_score_stays_between_0_and_100_and_more_progress_never_lowers_it(work: Work) -> None:
    scheme = SCHEMES["task_work"]
    points = scored(scheme, work).points
    assert points is None or 0 <= points <= 100
    better = Work(**{**{f: getattr(work, f) for f in Work.__slots__}, "progress": 100})
    more = scored(scheme, better).points
    assert points is None or (more is not None and more >= points)


def test_a_level_rises_with_the_days() -> None:
    due, days = date(2024, 6, 30), {"remind": 30, "escalate": 30}
    assert level_of(None, ON, **days) is Level.NONE
    found = [level_of(due, due + timedelta(days=n), **days) for n in (-31, -30, 0, 1, 30, 31)]
    assert found == [
        Level.NONE, Level.REMINDED, Level.REMINDED, Level.OVERDUE, Level.OVERDUE, Level.LEADERS,
    ]  # fmt: skip
    assert expected(date(2021, 1, 1), date(2025, 12, 31), date(2020, 1, 1)) == 0
    assert expected(date(2021, 1, 1), date(2025, 12, 31), date(2026, 1, 1)) == 100


def test_a_projects_risks_are_plain_facts() -> None:
    sound = {
        "status": "building", "starts": 2023, "ends": 2025, "budget": 100, "spent": 50,
        "planned": 100, "late_milestones": 0, "over": (),
    }  # fmt: skip
    for changes, wanted in (
        ({}, ()),
        ({"status": "planned"}, (Risk.START,)),
        ({"late_milestones": 1}, (Risk.MILESTONE,)),
        ({"ends": 2023}, (Risk.END,)),
        ({"ends": 2023, "status": "accepted"}, ()),
        ({"spent": 101}, (Risk.OVERSPENT,)),
        ({"planned": 90}, (Risk.UNFUNDED,)),
        ({"planned": 0}, ()),
        ({"over": ("county",)}, (Risk.OVER_SOURCE,)),
    ):
        assert risks(Site(**{**sound, **changes}), ON) == wanted  # type: ignore[arg-type]


@pytest.fixture
def task(elderly: Plan) -> Task:
    found = Task.objects.filter(plan=elderly).order_by("pk").first()
    assert found is not None
    return found


@pytest.fixture
def bureau(elderly: Plan) -> Department:
    return Department.objects.get_or_create(name="临泽县民政局")[0]


@pytest.fixture
def two(actor: Who, elderly: Plan) -> tuple[Actor, Actor]:
    first, second = (actor("county_officer", division=COUNTY) for _ in range(2))
    return first, second


def test_a_task_is_broken_down_within_its_deadline(
    task: Task, bureau: Department, two: tuple[Actor, Actor]
) -> None:
    officer, _ = two
    part = actions.break_down(
        officer, task=task.pk, title="选址", department=bureau.pk, deadline=None
    )
    assert (part.number, part.deadline, part.parent_id) == (
        f"{task.number}/1", task.deadline, task.pk,
    )  # fmt: skip
    assert list(part.leads.all()) == [bureau]
    assert task.deadline is not None
    with pytest.raises(NotPossible, match="期限不能晚于"):
        actions.break_down(
            officer, task=task.pk, title="迟", department=bureau.pk,
            deadline=task.deadline + timedelta(days=1),
        )  # fmt: skip
    with pytest.raises(NotPossible, match="子任务不再分解"):
        actions.break_down(officer, task=part.pk, title="再", department=bureau.pk, deadline=None)
    with pytest.raises(NotPossible, match="没有这个部门"):
        actions.break_down(officer, task=task.pk, title="无", department=0, deadline=None)
    with pytest.raises(IntegrityError), transaction.atomic():
        Task.objects.filter(pk=task.pk).update(parent=task.pk)
    actions.load_plan(SYSTEM, code="linze-2025-elderly")
    assert Task.objects.filter(pk=part.pk, title="选址").exists()


def test_a_rating_is_verified_by_somebody_else_once(task: Task, two: tuple[Actor, Actor]) -> None:
    first, second = two
    rating = actions.rate_task(first, task=task.pk, period="2023", score=90, says="按期完成")
    again = actions.rate_task(first, task=task.pk, period="2023", score=85, says="核对后")
    assert (again.pk, again.score) == (rating.pk, 85)
    with pytest.raises(NotPossible, match="另一人"):
        actions.verify_rating(first, rating=rating.pk, verified=85, says="好")
    with pytest.raises(NotPossible, match="0 到 100"):
        actions.verify_rating(second, rating=rating.pk, verified=101, says="好")
    actions.verify_rating(second, rating=rating.pk, verified=70, says="佐证不足")
    for call in (
        lambda: actions.verify_rating(second, rating=rating.pk, verified=70, says="再"),
        lambda: actions.rate_task(first, task=task.pk, period="2023", score=99, says="改"),
    ):
        with pytest.raises(NotPossible, match="已核验"):
            call()
    for period in ("2099", "202", "2024-13", "2024-1"):
        with pytest.raises(NotPossible, match="年份或月份"):
            actions.rate_task(first, task=task.pk, period=period, score=1, says="x")
    with pytest.raises(IntegrityError), transaction.atomic():
        TaskRating.objects.filter(pk=rating.pk).update(verified_by=rating.rated_by + 0)


def ordered(by: Actor, about: Task, bureau: Department, **changes: object) -> SupervisionOrder:
    given_ = {
        "plan": about.plan.code, "task": about.pk, "department": bureau.pk, "title": "进度滞后",
        "demand": "说明原因", "on": ON, "reply_by": ON + timedelta(days=10), **changes,
    }  # fmt: skip
    return actions.issue_order(by, **given_)  # type: ignore[arg-type]


def test_orders_are_numbered_through_the_year_of_a_county_over_all_its_plans(
    task: Task, civil_plan: Plan, bureau: Department, two: tuple[Actor, Actor]
) -> None:
    officer, _ = two
    numbers = [
        ordered(officer, task, bureau).serial,
        ordered(officer, task, bureau, plan=civil_plan.code, task=None).serial,
        ordered(officer, task, bureau, on=date(2023, 12, 31), reply_by=ON).serial,
    ]
    assert numbers == [1, 2, 1]
    with pytest.raises(NotPossible, match="早于"):
        ordered(officer, task, bureau, reply_by=ON - timedelta(days=1))
    with pytest.raises(NotHere):
        ordered(officer, task, bureau, plan=civil_plan.code)  # the task is of another plan
    with pytest.raises(IntegrityError), transaction.atomic():
        SupervisionOrder.objects.filter(serial=2).update(serial=1)


def test_an_order_is_answered_sent_back_and_closed_by_a_second_person(
    task: Task, bureau: Department, two: tuple[Actor, Actor]
) -> None:
    first, second = two
    order = ordered(first, task, bureau)
    with pytest.raises(NotPossible, match="还没有回复"):
        actions.close_order(second, supervision_order=order.pk, on=TODAY)
    actions.answer_order(
        first, supervision_order=order.pk, on=ON + timedelta(days=3), answer="已整改"
    )
    with pytest.raises(NotPossible, match="另一人"):
        actions.close_order(first, supervision_order=order.pk, on=TODAY)
    back = actions.close_order(second, supervision_order=order.pk, on=TODAY, accepted=False)
    assert (back.answered, back.answer, back.closed) == (None, "已整改", None)
    with pytest.raises(Stale):
        actions.answer_order(first, supervision_order=order.pk, on=ON, answer="再", version=1)
    actions.answer_order(
        first, supervision_order=order.pk, on=ON + timedelta(days=9), answer="补充佐证"
    )
    closed = actions.close_order(second, supervision_order=order.pk, on=TODAY)
    assert closed.closed == TODAY
    with pytest.raises(NotPossible, match="已办结"):
        actions.answer_order(first, supervision_order=order.pk, on=TODAY, answer="晚了")


def test_others_areas_are_not_reached(
    task: Task, bureau: Department, actor: Who, two: tuple[Actor, Actor]
) -> None:
    order = ordered(two[0], task, bureau)
    meeting = actions.record_meeting(two[0], plan=task.plan.code, on=ON, title="联席会议")
    stranger = actor("county_officer", division="640302")
    clerk = actor("town_clerk", division=TOWN)
    for call in (
        lambda: queries.order(stranger, order.pk), lambda: queries.meeting(stranger, meeting.pk),
        lambda: actions.answer_order(stranger, supervision_order=order.pk, on=ON, answer="x"),
        lambda: actions.add_decision(stranger, meeting=meeting.pk, says="x"),
        lambda: actions.rate_task(stranger, task=task.pk, period="2023", score=1, says="x"),
        lambda: ordered(stranger, task, bureau),
        lambda: actions.answer_order(clerk, supervision_order=order.pk, on=ON, answer="x"),
    ):  # fmt: skip
        with pytest.raises(NotHere):
            call()
    assert not queries.orders(clerk, on=ON).exists()
    assert not queries.standings(stranger, on=ON)
    with pytest.raises(Refused):
        ordered(actor("leader", division=COUNTY), task, bureau)


def test_meetings_decide_and_what_they_decided_is_done(
    task: Task, bureau: Department, two: tuple[Actor, Actor]
) -> None:
    officer, _ = two
    meeting = actions.record_meeting(officer, plan=task.plan.code, on=ON, title="联席会议")
    with pytest.raises(NotPossible, match="早于会议"):
        actions.add_decision(officer, meeting=meeting.pk, says="x", due=ON - timedelta(days=1))
    decision = actions.add_decision(
        officer, meeting=meeting.pk, says="加快建设", department=bureau.pk, task=task.pk
    )
    assert [one.says for one in queries.decisions_of(officer, task)] == ["加快建设"]
    found = {one.department.name: one.decisions for one in queries.standings(officer, on=ON)}
    assert found.get(bureau.name, 1) == 1
    actions.finish_decision(officer, decision=decision.pk, on=ON, result="已开工")
    decision.refresh_from_db()
    assert (decision.done, decision.result) == (ON, "已开工")


def test_what_is_late_is_told_once_a_level_and_again_for_a_new_deadline(
    task: Task, bureau: Department, actor: Who, two: tuple[Actor, Actor]
) -> None:
    leader = actor("leader", division=COUNTY)
    Task.objects.exclude(pk=task.pk).update(status="done")
    Task.objects.filter(pk=task.pk).update(deadline=ON)
    mine = Notice.objects.filter(template__startswith="plan_task")
    assert actions.escalate_tasks(SYSTEM, on=ON - timedelta(days=10)) == 1
    assert actions.escalate_tasks(SYSTEM, on=ON - timedelta(days=9)) == 0
    assert set(mine.values_list("template", flat=True)) == {"plan_task_due"}
    assert actions.escalate_tasks(SYSTEM, on=ON + timedelta(days=1)) == 1
    assert not mine.filter(account=leader.account).exists()
    assert actions.escalate_tasks(SYSTEM, on=ON + timedelta(days=31)) == 1
    assert mine.filter(account=leader.account).count() == 1
    actions.edit_task_deadline(two[0], task=task.pk, deadline=date(2025, 6, 30), reason="延期")
    assert actions.escalate_tasks(SYSTEM, on=ON + timedelta(days=32)) == 0
    task.refresh_from_db()
    assert task.escalation == Level.NONE
    order = ordered(two[0], task, bureau)
    assert actions.escalate_tasks(SYSTEM, on=order.reply_by + timedelta(days=1)) == 1


def test_standings_count_what_each_department_leads(
    task: Task, bureau: Department, two: tuple[Actor, Actor]
) -> None:
    officer, second = two
    task.leads.set([bureau])
    actions.record_task_progress(officer, task=task.pk, on=ON, progress=40, says="开工")
    rating = actions.rate_task(officer, task=task.pk, period="2024", score=90, says="好")
    actions.verify_rating(second, rating=rating.pk, verified=80, says="属实")
    ordered(officer, task, bureau)
    late = ON + timedelta(days=20)
    row = next(o for o in queries.standings(officer, on=late) if o.department == bureau)
    assert (row.leads, row.orders, row.orders_late) == (1, 1, 1)
    assert row.progress == 40
    assert row.points is not None
    assert 0 < row.points < 80


def test_a_projects_money_risks_and_beds(
    stock: Stock, elderly: Plan, two: tuple[Actor, Actor]
) -> None:
    officer, _ = two
    project = Project.objects.filter(plan=elderly, beds__isnull=False).first()
    assert project is not None
    Project.objects.filter(pk=project.pk).update(budget=100_00, starts=2023, ends=2025)
    actions.set_project_status(officer, project=project.pk, status="building")
    actions.plan_funding(officer, project=project.pk, year=2023, source="county", amount=60_00)
    actions.plan_funding(officer, project=project.pk, year=2023, source="county", amount=50_00)
    actions.record_spending(officer, project=project.pk, on=ON, amount=55_00, source="county")
    found = queries.project(officer, project.pk)
    assert [(one.source, one.planned, one.spent) for one in queries.lines_of(found)] == [
        ("county", 50_00, 55_00)
    ]
    assert queries.risks_of(officer, found, ON) == (Risk.UNFUNDED, Risk.OVER_SOURCE)
    effects = {one.key: one for one in queries.effects_of(officer, found, ON)}
    total = effects["beds_total"]
    assert total.after == total.before + project.beds
    actions.plan_funding(officer, project=project.pk, year=2023, source="county", amount=0)
    assert not queries.project(officer, project.pk).funding.exists()
    for changes in ({"amount": -1}, {"source": "bank"}, {"year": 23}):
        given_ = {"year": 2023, "source": "county", "amount": 1, **changes}
        with pytest.raises(NotPossible):
            actions.plan_funding(officer, project=project.pk, **given_)  # type: ignore[arg-type]
