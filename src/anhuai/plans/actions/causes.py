"""Saying why a target was not met, and what is done about it."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from anhuai.plans.actions.scope import NotPossible, require_past, require_scope
from anhuai.plans.models import Cause, Target
from anhuai.platform import clock
from anhuai.platform.acting import Actor, NotHere, action
from anhuai.platform.permits import Permit


@action(
    permit=Permit.PLANS_REPORT, title=_("填写未达目标的原因"), logs=("target", "year", "on"),
    subject="target_cause",
)  # fmt: skip
def record_cause(
    actor: Actor, *, target: int, year: int, on: date, says: str, remedy: str = ""
) -> Cause:
    """Add why a target was not met in a year, and what is done; earlier entries stay.

    Raises `NotPossible` for a year outside the plan's or to come, and without words; `NotHere`.
    """
    found = Target.objects.select_related("plan").filter(pk=target).first()
    if found is None:
        raise NotHere("target", target)
    require_scope(actor, Permit.PLANS_REPORT, found.plan.division, "target", target)
    require_past(on)
    if not found.plan.starts <= year <= on.year:
        raise NotPossible(
            "year", f"年份应在 {found.plan.starts} 到 {on.year} 之间。",
            f"The year is from {found.plan.starts} to {on.year}.", field="year",
        )  # fmt: skip
    if not says.strip():
        raise NotPossible("words", "请填写原因。", "Say why.", field="says")
    return Cause.objects.create(
        target=found, year=year, on=on, says=says.strip()[:600], remedy=remedy.strip()[:600],
        by=actor.account or 0, by_name=actor.name, at=clock.now(),
    )  # fmt: skip
