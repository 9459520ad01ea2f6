"""Plans, their boards and indicators over REST."""

from datetime import date
from decimal import Decimal
from typing import Any, cast

from django.http import HttpRequest
from ninja import Router, Schema

from anhuai.plans import queries
from anhuai.plans.catalogue import INDICATORS
from anhuai.plans.queries import Board, Measured
from anhuai.platform import clock
from anhuai.platform.permits import Permit
from anhuai.platform.requests import ActorRequest

router = Router()


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
