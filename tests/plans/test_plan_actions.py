"""Loading, reporting with a second person, tasks, projects: refusals, audit, no lost work."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from anhuai.plans import actions, queries
from anhuai.plans.actions import NotPossible
from anhuai.plans.jobs import monthly_snapshots
from anhuai.plans.models import Plan, Project, Report, Snapshot, Target, Task, TaskProgress
from anhuai.plans.queries import Origin, TasksAsked
from anhuai.platform.acting import SYSTEM, Actor, NotHere, Refused
from anhuai.platform.models import AuditEntry
from anhuai.platform.posting import Stale
from tests.conftest import COUNTY, OTHER_TOWN, TODAY, TOWN

Who = Callable[..., Actor]
ON = date(2024, 6, 30)


def test_loading_again_changes_nothing_and_keeps_what_was_recorded(elderly: Plan) -> None:
    task = Task.objects.filter(plan=elderly).first()
    assert task is not None
    actions.record_task_progress(SYSTEM, task=task.pk, on=ON, progress=40, says="已完成选址")
    project = Project.objects.filter(plan=elderly).first()
    assert project is not None
    actions.set_project_status(SYSTEM, project=project.pk, status="building")
    before = (Target.objects.count(), Task.objects.count(), Project.objects.count())
    actions.load_plan(SYSTEM, code="linze-2025-elderly")
    assert (Target.objects.count(), Task.objects.count(), Project.objects.count()) == before
    task.refresh_from_db()
    project.refresh_from_db()
    assert (task.progress, project.status) == (40, "building")


def test_loading_brings_a_changed_target_back_to_its_document(elderly: Plan) -> None:
    Target.objects.filter(plan=elderly, code="002b-I02").update(value=99)
    actions.load_plan(SYSTEM, code="linze-2025-elderly")
    assert Target.objects.get(plan=elderly, code="002b-I02").value == 55


def test_a_plan_of_elsewhere_cannot_be_loaded_by_a_county(linze: str, actor: Who) -> None:
    officer = actor("county_officer", division=COUNTY)
    assert actions.load_plan(officer, code="linze-2025-elderly").pk
    for code in ("litong-2023", "no-such-plan"):
        with pytest.raises(NotHere):
            actions.load_plan(officer, code=code)


def reported(by: Actor, **changes: object) -> Report:
    given = {
        "key": "lottery_share", "division": COUNTY, "on": ON, "value": Decimal("87.5"),
        "department": "民政局", "evidence": "探访台账6月", **changes,
    }  # fmt: skip
    return actions.report_figure(by, **given)  # type: ignore[arg-type]


def test_a_reported_figure_counts_once_a_second_person_confirms_it(
    elderly: Plan, actor: Who
) -> None:
    first, second = (actor("county_officer", division=COUNTY) for _ in range(2))
    report = reported(first)
    assert queries.measure(first, key="lottery_share", division=COUNTY, on=ON).origin is Origin.NONE
    assert queries.waiting_of(second, ["lottery_share"], division=COUNTY) == {"lottery_share": 1}
    with pytest.raises(NotPossible, match="另一人"):
        actions.confirm_figure(first, report=report.pk)
    actions.confirm_figure(second, report=report.pk)
    measured = queries.measure(first, key="lottery_share", division=COUNTY, on=date(2024, 8, 1))
    assert (measured.value, measured.origin) == (Decimal("87.5"), Origin.REPORTED)
    assert (measured.as_of, measured.report) == (ON, report.pk)
    assert measured.numerator is None
    assert (
        queries.measure(first, key="lottery_share", division=COUNTY, on=date(2024, 6, 29)).value
        is None
    )
    with pytest.raises(NotPossible, match="处理"):
        actions.reject_figure(second, report=report.pk, reason="重复")


def test_the_database_refuses_a_figure_confirmed_by_who_reported_it(
    elderly: Plan, actor: Who
) -> None:
    report = reported(actor("county_officer", division=COUNTY))
    with pytest.raises(IntegrityError), transaction.atomic():
        Report.objects.filter(pk=report.pk).update(confirmed_by=report.reported_by)


def test_a_rejected_figure_never_counts(elderly: Plan, actor: Who) -> None:
    first, second = (actor("county_officer", division=COUNTY) for _ in range(2))
    report = reported(first)
    with pytest.raises(NotPossible):
        actions.reject_figure(second, report=report.pk, reason="  ")
    actions.reject_figure(second, report=report.pk, reason="台账缺6月")
    assert queries.measure(first, key="lottery_share", division=COUNTY, on=ON).value is None
    assert not queries.reports(first, waiting=True).exists()


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"value": Decimal("100.1")}, "value"), ({"value": Decimal(-1)}, "value"),
        ({"evidence": " "}, "evidence"), ({"department": "外星局"}, "department"),
        ({"on": date(2099, 1, 1)}, "on"), ({"key": "beds_total"}, ""),
    ],
)  # fmt: skip
def test_a_figure_that_cannot_be_is_refused_in_words(
    elderly: Plan, changes: dict[str, object], field: str
) -> None:
    with pytest.raises(NotPossible) as refused:
        reported(SYSTEM, **changes)
    assert refused.value.field == field
    assert refused.value.message.endswith("。")
    assert not Report.objects.exists()


def test_a_clerk_reports_for_the_own_town_only(elderly: Plan, actor: Who) -> None:
    clerk = actor("town_clerk", division=TOWN)
    assert reported(clerk, division=TOWN).division == TOWN
    for elsewhere in (COUNTY, OTHER_TOWN):
        with pytest.raises(NotHere):
            reported(clerk, division=elsewhere)
    with pytest.raises(Refused):
        actions.confirm_figure(clerk, report=Report.objects.get().pk)


def test_reports_are_seen_within_scope(elderly: Plan, actor: Who) -> None:
    report = reported(SYSTEM)
    clerk = actor("town_clerk", division=TOWN)
    assert not queries.reports(clerk).exists()
    with pytest.raises(NotHere):
        queries.report(clerk, report.pk)


def first_task(plan: Plan) -> Task:
    return Task.objects.filter(plan=plan, deadline__isnull=False).order_by("pk")[0]


def test_progress_is_recorded_with_its_evidence_and_audited(elderly: Plan, actor: Who) -> None:
    officer = actor("county_officer", division=COUNTY)
    task = first_task(elderly)
    actions.record_task_progress(
        officer, task=task.pk, on=ON, progress=60, says="主体封顶", version=task.version
    )
    actions.record_task_progress(
        officer, task=task.pk, on=date(2024, 1, 1), progress=30, says="开工"
    )
    task.refresh_from_db()
    assert (task.progress, task.version) == (60, 3), "the latest day counts, not the last typed"
    assert [step.progress for step in queries.steps(officer, task)] == [60, 30]
    entry = AuditEntry.objects.filter(name="plans.record_task_progress").latest("sequence")
    assert entry.ids == [task.pk]
    assert "says" not in entry.detail


def test_a_step_over_a_changed_task_is_stale(elderly: Plan) -> None:
    task = first_task(elderly)
    actions.record_task_progress(SYSTEM, task=task.pk, on=ON, progress=10, says="开工", version=1)
    with pytest.raises(Stale):
        actions.record_task_progress(SYSTEM, task=task.pk, on=ON, progress=20, says="再", version=1)
    assert TaskProgress.objects.count() == 1


@pytest.mark.parametrize(
    "changes", [{"progress": 101}, {"progress": -1}, {"says": " "}, {"on": date(2099, 1, 1)}]
)
def test_a_step_that_cannot_be_is_refused(elderly: Plan, changes: dict[str, object]) -> None:
    given = {"on": ON, "progress": 10, "says": "开工", **changes}
    with pytest.raises(NotPossible):
        actions.record_task_progress(SYSTEM, task=first_task(elderly).pk, **given)  # type: ignore[arg-type]


def test_a_closed_task_takes_no_steps_until_reopened(elderly: Plan) -> None:
    task = first_task(elderly)
    actions.close_task(SYSTEM, task=task.pk, on=ON, says="验收报告")
    task.refresh_from_db()
    assert (task.status, task.progress) == ("done", 100)
    with pytest.raises(NotPossible, match="办结"):
        actions.record_task_progress(SYSTEM, task=task.pk, on=ON, progress=10, says="又")
    actions.reopen_task(SYSTEM, task=task.pk, reason="验收不合格")
    actions.record_task_progress(SYSTEM, task=task.pk, on=ON, progress=90, says="整改")
    with pytest.raises(NotPossible):
        actions.reopen_task(SYSTEM, task=task.pk, reason="又")


def test_overdue_tasks_are_open_ones_past_their_deadline(elderly: Plan, actor: Who) -> None:
    officer = actor("county_officer", division=COUNTY)
    due = date(2025, 12, 31)
    assert queries.overdue_tasks(officer, on=due) == []
    late = queries.overdue_tasks(officer, on=date(2026, 1, 1))
    assert late
    actions.close_task(officer, task=late[0].pk, on=TODAY, says="完成")
    actions.edit_task_deadline(
        officer, task=late[1].pk, deadline=date(2026, 12, 31), reason="省里延期"
    )
    assert len(queries.overdue_tasks(officer, on=date(2026, 1, 1))) == len(late) - 2
    assert queries.overdue_tasks(actor("town_clerk", division=TOWN), on=TODAY) == []


def test_tasks_are_found_by_their_department(litong: Plan) -> None:
    finance = next(one for one in queries.departments(SYSTEM) if one.name == "区财政局")
    led = queries.tasks(SYSTEM, on=ON, asked=TasksAsked(department=finance.pk, leads_only=True))
    named = queries.tasks(SYSTEM, on=ON, asked=TasksAsked(department=finance.pk))
    assert 0 < led.count() < named.count()


def test_a_plan_of_elsewhere_is_read_but_not_worked_on(litong: Plan, actor: Who) -> None:
    officer = actor("county_officer", division=COUNTY)
    task = Task.objects.filter(plan=litong).order_by("pk")[0]
    actions.record_task_progress(SYSTEM, task=task.pk, on=ON, progress=50, says="内部进展")
    assert queries.task(officer, task.pk).title
    assert queries.steps(officer, task) == []
    with pytest.raises(NotHere):
        actions.record_task_progress(officer, task=task.pk, on=ON, progress=50, says="越权")


def test_spending_adds_up_in_fen_and_cannot_go_below_nothing(elderly: Plan) -> None:
    project = Project.objects.filter(plan=elderly).order_by("pk")[0]
    actions.record_spending(
        SYSTEM, project=project.pk, on=ON, amount=1_000_000_00, source="central"
    )
    actions.record_spending(SYSTEM, project=project.pk, on=ON, amount=-1, source="central")
    assert queries.project(SYSTEM, project.pk).spent == 99_999_999  # type: ignore[attr-defined]
    for bad in ({"amount": -99_999_999 - 1}, {"amount": 0}, {"source": "casino"}):
        with pytest.raises(NotPossible):
            actions.record_spending(
                SYSTEM,
                project=project.pk,
                on=ON,
                **{"amount": 1, "source": "own", **bad},  # type: ignore[arg-type]
            )


def test_an_accepted_project_does_not_go_back_and_its_beds_count(elderly: Plan) -> None:
    project = Project.objects.get(plan=elderly, number="1")
    actions.set_project_status(SYSTEM, project=project.pk, status="accepted", version=1)
    for status in ("building", "paused"):
        with pytest.raises(NotPossible):
            actions.set_project_status(SYSTEM, project=project.pk, status=status)
    with pytest.raises(Stale):
        actions.set_project_status(SYSTEM, project=project.pk, status="accepted", version=1)
    beds = queries.measure(SYSTEM, key="project_beds", division=COUNTY, on=ON, plan=elderly)
    assert beds.value == 202


def test_a_milestone_is_added_reached_and_taken_back(elderly: Plan) -> None:
    project = Project.objects.filter(plan=elderly).order_by("pk")[0]
    step = actions.add_milestone(SYSTEM, project=project.pk, name="主体封顶", due=ON)
    actions.record_milestone(SYSTEM, milestone=step.pk, reached=ON)
    assert queries.milestone(SYSTEM, step.pk).reached == ON
    actions.record_milestone(SYSTEM, milestone=step.pk, reached=None)
    assert queries.milestone(SYSTEM, step.pk).reached is None
    assert len(queries.milestones(SYSTEM, elderly)) == 6


def test_the_monthly_job_freezes_the_served_county(elderly: Plan) -> None:
    taken = monthly_snapshots.call("2024-06-01")
    assert taken == Snapshot.objects.count() > 0


def test_the_monthly_job_waits_until_the_county_is_known(db: None) -> None:
    assert monthly_snapshots.call("2024-06-01") == 0


def test_nobody_without_the_permit_writes(elderly: Plan, actor: Who) -> None:
    leader = actor("leader", division=COUNTY)
    task, project = first_task(elderly), Project.objects.filter(plan=elderly).order_by("pk")[0]
    for write in (
        lambda: actions.load_plan(leader, code="linze-2025-elderly"),
        lambda: reported(leader),
        lambda: actions.record_task_progress(leader, task=task.pk, on=ON, progress=1, says="x"),
        lambda: actions.set_project_status(leader, project=project.pk, status="building"),
        lambda: actions.take_snapshots(leader, division=COUNTY, on=ON),
    ):
        with pytest.raises(Refused):
            write()
