"""The quarterly review of rights: every role confirmed or ended by the administrator, on record.

A quarter's list is every role held since before the quarter began, within the administrator's
area, that nobody has judged yet this quarter; it is due some days into the quarter (a setting).
"""

from collections.abc import Sequence
from datetime import date, timedelta

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from anhuai.platform import clock, parameters, settled
from anhuai.platform.accounts import end_role
from anhuai.platform.acting import Actor, NotHere, action
from anhuai.platform.models import RightsCheck, RoleHolding
from anhuai.platform.permits import Permit


def quarter_of(on: date) -> date:
    """Return the first day of a day's quarter."""
    return date(on.year, (on.month - 1) // 3 * 3 + 1, 1)


def due_on(quarter: date) -> date:
    """Return the last day on which a quarter's review is in time."""
    return quarter + timedelta(days=parameters.value(settled.REVIEW_DAYS, on=quarter))


def inside(actor: Actor, permit: Permit, *, prefix: str = "") -> Q:
    """Return the condition for roles (behind `prefix`) in the actor's area.

    A family's role is at a person, whom the platform cannot place: it is reviewed by whoever has a
    whole area.
    """
    scope = actor.scope(permit)
    found = scope.within(f"{prefix}division") | scope.within(f"{prefix}organisation__division")
    return found | Q(**{f"{prefix}person__isnull": False}) if scope.divisions else found


def to_review(actor: Actor, permit: Permit, on: date) -> QuerySet[RoleHolding]:
    """Return the roles in the actor's area that nobody has judged in the quarter of `on`."""
    quarter = quarter_of(on)
    held = RoleHolding.objects.filter(inside(actor, permit), since__lt=quarter)
    judged = RightsCheck.objects.filter(quarter=quarter).values("holding")
    return held.exclude(until__lte=on).exclude(pk__in=judged)


def judged(actor: Actor, permit: Permit) -> QuerySet[RightsCheck]:
    """Return who confirmed or ended which role, in every quarter."""
    return RightsCheck.objects.filter(inside(actor, permit, prefix="holding__"))


@action(
    permit=Permit.ACCOUNTS_MANAGE,
    title=_("权限复核：确认角色"),
    logs=("holdings",),
    subject="role_holding",
)
def confirm_roles(actor: Actor, *, holdings: Sequence[int]) -> None:
    """Confirm roles as still needed this quarter; one that is not to be reviewed is `NotHere`."""
    today = clock.today()
    waiting = to_review(actor, Permit.ACCOUNTS_MANAGE, today).filter(pk__in=holdings)
    found = list(waiting.values_list("pk", flat=True))
    for missing in set(holdings) - set(found):
        raise NotHere("role_holding", missing)
    RightsCheck.objects.bulk_create(_check(actor, key, "kept", today) for key in found)


@action(
    permit=Permit.ACCOUNTS_MANAGE,
    title=_("权限复核：收回角色"),
    logs=("holding_id",),
    subject="role_holding",
)
def end_reviewed_role(actor: Actor, *, holding_id: int) -> None:
    """End a role because the review found it no longer needed."""
    today = clock.today()
    found = to_review(actor, Permit.ACCOUNTS_MANAGE, today).filter(pk=holding_id).first()
    if found is None:
        raise NotHere("role_holding", holding_id)
    end_role(actor, account_id=found.account_id, holding_id=found.pk)
    _check(actor, found.pk, "ended", today).save()


def _check(actor: Actor, holding: int, outcome: str, today: date) -> RightsCheck:
    return RightsCheck(
        holding_id=holding, quarter=quarter_of(today), outcome=outcome, by_id=actor.account,
        by_name=actor.name, at=clock.now(),
    )  # fmt: skip
