"""Plans, their boards, tasks and documents over REST."""

from datetime import date
from decimal import Decimal
from typing import Any, cast

from django.http import HttpRequest
from ninja import Router, Schema

from anhuai.plans import actions, queries
from anhuai.plans.api.outlook import router as _outlook
from anhuai.plans.api.results import router as _results
from anhuai.plans.catalogue import INDICATORS
from anhuai.plans.queries import Board, Measured
from anhuai.platform import clock
from anhuai.platform.permits import Permit
from anhuai.platform.requests import ActorRequest

router = Router()
router.add_router("", _outlook)
router.add_router("", _results)


class IndicatorOut(Schema):
    """An indicator's definition; `reported_by` is empty for a computed one."""

    key: str
    title: str
    title_en: str
    domain: str
    unit: str
    says: str
    says_en: str
    is_computed: bool
    reported_by: list[str]


class FigureOut(Schema):
    """A figure on a day; origin is computed, reported or none."""

    key: str
    division: str
    on: date
    value: Decimal | None
    numerator: Decimal | None
    denominator: Decimal | None
    origin: str
    as_of: date | None


class PlanOut(Schema):
    """A plan."""

    code: str
    title: str
    division: str
    document_number: str
    issued: date | None
    starts: int
    ends: int


class RowOut(Schema):
    """A target beside its figure; `operator` as the plan's text has it."""

    code: str
    name: str
    operator: str
    target: Decimal | None
    target_max: Decimal | None
    unit: str
    deadline: date | None
    deadline_inferred: bool
    baseline: Decimal | None
    section: str
    figure: FigureOut
    gap: Decimal | None
    forecast: Decimal | None
    status: str


class BoardOut(Schema):
    """A plan's board; `is_seen` is false outside the caller's area, then no figure is given."""

    plan: PlanOut
    division: str
    on: date
    is_seen: bool
    rows: list[RowOut]


def _day(on: date | None) -> date:
    return min(on, clock.today()) if on else clock.today()


def _figure(found: Measured) -> dict[str, Any]:
    return {
        "key": found.key, "division": found.division, "on": found.on, "value": found.value,
        "numerator": found.numerator, "denominator": found.denominator,
        "origin": found.origin.value, "as_of": found.as_of,
    }  # fmt: skip


@router.get("/indicators", response=list[IndicatorOut], summary="指标目录")
def indicators(request: HttpRequest) -> list[dict[str, Any]]:
    """Every indicator with its definition."""
    cast("ActorRequest", request).actor.require(Permit.PLANS_READ)
    return [
        {
            "key": key, "title": one.title, "title_en": one.title_en, "domain": one.domain.value,
            "unit": one.unit, "says": one.says, "says_en": one.says_en,
            "is_computed": one.is_computed,
            "reported_by": list(one.reported.by) if one.reported else [],
        }
        for key, one in INDICATORS.items()
    ]  # fmt: skip


@router.get("/indicators/{key}/figure", response=FigureOut, summary="指标数值")
def figure(
    request: HttpRequest, key: str, division: str, on: date | None = None, plan: str = ""
) -> dict[str, Any]:
    """One indicator's figure for a division in the caller's scope, today unless a day is given."""
    actor = cast("ActorRequest", request).actor
    asked = queries.plan(actor, plan) if plan else None
    return _figure(queries.measure(actor, key=key, division=division, on=_day(on), plan=asked))


@router.get("/plans", response=list[PlanOut], summary="规划")
def plans(request: HttpRequest) -> list[Any]:
    """Every plan, those of the caller's own area first."""
    return list(queries.plans(cast("ActorRequest", request).actor))


@router.get("/plans/{code}/board", response=BoardOut, summary="规划指标看板")
def board(
    request: HttpRequest, code: str, division: str = "", on: date | None = None
) -> dict[str, Any]:
    """A plan's targets beside their figures."""
    actor = cast("ActorRequest", request).actor
    plan = queries.plan(actor, code)
    found = queries.board(actor, plan=plan, on=_day(on), division=division)
    return {
        "plan": plan, "division": found.division, "on": found.on, "is_seen": found.is_seen,
        "rows": _rows(found),
    }  # fmt: skip


def _rows(found: Board) -> list[dict[str, Any]]:
    return [
        {
            "code": row.target.code, "name": row.target.name, "operator": row.target.operator,
            "target": row.target.value, "target_max": row.target.value_max,
            "unit": row.target.unit, "deadline": row.target.deadline,
            "deadline_inferred": row.target.deadline_inferred, "baseline": row.target.baseline,
            "section": row.target.section, "figure": _figure(row.measured),
            "gap": row.judgement.gap,
            "forecast": row.judgement.forecast.value if row.judgement.forecast else None,
            "status": row.judgement.status.value,
        }
        for row in found.rows
    ]  # fmt: skip


class TaskOut(Schema):
    """A task; progress and status are empty outside the caller's area."""

    id: int
    plan: str
    number: str
    title: str
    parent: int | None
    leads: list[str]
    responsible: list[str]
    deadline: date | None
    is_livelihood: bool
    progress: int | None
    status: str


class StepIn(Schema):
    """One reported step of a task; `version` as it was read, none asks for no check."""

    on: date
    progress: int
    says: str
    version: int | None = None


def _task(request: ActorRequest, one: Any) -> dict[str, Any]:
    inside = queries.sees_inside(request.actor, one.plan)
    return {
        "id": one.pk, "plan": one.plan.code, "number": one.number, "title": one.title,
        "parent": one.parent_id, "leads": [d.name for d in one.leads.all()],
        "responsible": [d.name for d in one.responsible.all()], "deadline": one.deadline,
        "is_livelihood": one.is_livelihood, "progress": one.progress if inside else None,
        "status": one.status if inside else "",
    }  # fmt: skip


@router.get("/plans/{code}/tasks", response=list[TaskOut], summary="规划任务")
def tasks(request: HttpRequest, code: str, overdue: bool = False) -> list[dict[str, Any]]:  # noqa: FBT001, FBT002 - ninja reads the query from the signature
    """A plan's tasks in the order of the document, all or the late ones."""
    asking = cast("ActorRequest", request)
    plan = queries.plan(asking.actor, code)
    asked = queries.TasksAsked(overdue=overdue)
    rows = queries.tasks(asking.actor, on=clock.today(), asked=asked, found=plan)
    return [_task(asking, one) for one in rows]


@router.post("/plans/tasks/{task_id}/progress", response=TaskOut, summary="报送任务进展")
def task_progress(request: HttpRequest, task_id: int, step: StepIn) -> dict[str, Any]:
    """Report a step of an open task, as the page does."""
    asking = cast("ActorRequest", request)
    actions.record_task_progress(
        asking.actor, task=task_id, on=step.on, progress=step.progress, says=step.says,
        version=step.version,
    )  # fmt: skip
    return _task(asking, queries.task(asking.actor, task_id))


class DocumentIn(Schema):
    """The text of a plan's document for the reader."""

    name: str
    division: str
    text: str
    previous: int | None = None


class DraftOut(Schema):
    """One plan of a document, as read."""

    id: int
    title: str
    issuer: str
    starts: int | None
    ends: int | None
    plan: str


class DocumentOut(Schema):
    """A document with its drafts; status waiting, read, failed or stopped."""

    id: int
    name: str
    division: str
    status: str
    problem: str
    findings: int
    drafts: list[DraftOut]


class ItemOut(Schema):
    """One thing read, with its place in the text; values as the draft's YAML names them."""

    id: int
    kind: str
    code: str
    title: str
    values: dict[str, Any]
    start: int
    end: int
    section: str
    confidence: float
    state: str
    version: int


def _document(request: ActorRequest, one: Any) -> dict[str, Any]:
    return {
        "id": one.pk, "name": one.name, "division": one.division, "status": one.status,
        "problem": one.problem, "findings": len(queries.draft_findings(request.actor, one)),
        "drafts": [
            {"id": d.pk, "title": d.title, "issuer": d.issuer, "starts": d.starts,
             "ends": d.ends, "plan": d.plan.code if d.plan else ""}
            for d in queries.drafts(request.actor, one)
        ],
    }  # fmt: skip


@router.post("/plans/documents", response=DocumentOut, summary="提交规划文件")
def give_document(request: HttpRequest, given: DocumentIn) -> dict[str, Any]:
    """Give a plan's text to the reader; it is read by a job, ask for it again."""
    asking = cast("ActorRequest", request)
    made = actions.give_document(
        asking.actor, name=given.name, division=given.division, text=given.text,
        previous=given.previous,
    )  # fmt: skip
    actions.enqueue(asking.actor, made)
    return _document(asking, made)


@router.get("/plans/documents/{document_id}", response=DocumentOut, summary="规划文件")
def document(request: HttpRequest, document_id: int) -> dict[str, Any]:
    """A document given to the reader and what became of it."""
    asking = cast("ActorRequest", request)
    return _document(asking, queries.document(asking.actor, document_id))


@router.get("/plans/drafts/{draft_id}/items", response=list[ItemOut], summary="规划草稿条目")
def items(request: HttpRequest, draft_id: int, kind: str = "", state: str = "") -> list[Any]:
    """What was read of one plan, the least sure first."""
    actor = cast("ActorRequest", request).actor
    return list(queries.items(actor, queries.draft(actor, draft_id), kind=kind, state=state))
