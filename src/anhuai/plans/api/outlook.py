"""An indicator's years to come over REST: an estimate with its error."""

from datetime import date
from decimal import Decimal
from typing import Any, cast

from django.http import HttpRequest
from ninja import Router, Schema

from anhuai.plans import queries
from anhuai.platform import clock
from anhuai.platform.requests import ActorRequest

router = Router()


class OutlookVariantOut(Schema):
    """A variant of births (low, medium, high): people then, the figure if the numerator stays, the
    numerator the target asks for and how many are missing today."""

    variant: str
    people: Decimal
    value: Decimal | None
    needed: int | None
    missing: Decimal | None


class OutlookTargetOut(Schema):
    """A target in its deadline's year; `is_held`: the deadline is past or not set, so the last
    year projected; `target` and `plan` are empty where no plan promises it."""

    plan: str
    target: Decimal | None
    deadline: date | None
    year: int
    is_held: bool
    trend: Decimal | None
    variants: list[OutlookVariantOut]


class OutlookErrorOut(Schema):
    """How far the method was off for these ages of China, from one year to another."""

    since: int
    until: int
    edition: str
    error: float


class OutlookOut(Schema):
    """The years to come, always an estimate; `reason` says why there is nothing: other_denominator,
    no_figure or no_projection."""

    key: str
    division: str
    on: date
    is_estimate: bool = True
    reason: str | None
    targets: list[OutlookTargetOut]
    errors: list[OutlookErrorOut]


@router.get("/indicators/{key}/outlook", response=OutlookOut, summary="指标的人口预测（估计）")
def outlook(
    request: HttpRequest, key: str, division: str, on: date | None = None
) -> dict[str, Any]:  # fmt: skip
    """What an indicator comes to as its people grow or fall, and what holding each target takes."""
    actor = cast("ActorRequest", request).actor
    day = min(on, clock.today()) if on else clock.today()
    measured = queries.measure(actor, key=key, division=division, on=day)
    found = queries.outlook(actor, key=key, measured=measured)
    return {
        "key": key, "division": division, "on": day,
        "reason": found.reason.value if found.reason else None,
        "targets": [_target(one) for one in found.rows],
        "errors": [
            {"since": one.since, "until": one.until, "edition": one.edition, "error": one.error}
            for one in found.checks
        ],
    }  # fmt: skip


def _target(one: queries.Coming) -> dict[str, Any]:
    target = one.target
    return {
        "plan": target.plan.code if target else "", "target": target.value if target else None,
        "deadline": target.deadline if target else None, "year": one.year,
        "is_held": one.is_held, "trend": one.trend,
        "variants": [
            {"variant": each.variant, "people": each.people, "value": each.value,
             "needed": each.needed, "missing": each.missing}
            for each in one.variants
        ],
    }  # fmt: skip
