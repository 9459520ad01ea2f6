"""The organisations that run facilities, and what hangs on one."""

from django.db.models import Count, F, Q, QuerySet

from anhuai.facilities.models import Facility
from anhuai.facilities.queries.scoped import within_scope
from anhuai.kernel.divisions import parent_of
from anhuai.kernel.text import normalise
from anhuai.platform.accounts import accounts_within
from anhuai.platform.acting import Actor, NotHere
from anhuai.platform.models import Organisation, RoleHolding
from anhuai.platform.permits import Permit


def _above(division: str) -> list[str]:
    """Return the divisions above one, nearest first."""
    found = []
    while division := parent_of(division) if division else "":
        found.append(division)
    return found


def organisations(
    actor: Actor,
    permit: Permit = Permit.FACILITIES_READ,
    *,
    q: str = "",
    kind: str = "",
    ended: bool | None = False,
) -> QuerySet[Organisation]:
    """Return the organisations the actor may see or, by the permit to manage, name as operator.

    They are those of the actor's area, of the levels above it (a county's company serves its
    towns), the actor's own, and whoever runs a facility within reach.
    """
    scope = actor.scope(permit)
    above = {code for root in scope.divisions for code in _above(root)}
    reached = within_scope(actor, permit)
    rows = Organisation.objects.filter(
        scope.within("division") | Q(division__in=above) | Q(pk__in=scope.organisations)
        | Q(pk__in=reached.filter(operator__isnull=False).values("operator"))
    )  # fmt: skip
    if q:
        typed = normalise(q)
        rows = rows.filter(Q(name__icontains=typed) | Q(social_credit_code=typed.upper()))
    if kind:
        rows = rows.filter(kind=kind)
    if ended is not None:
        rows = rows.exclude(until=None) if ended else rows.filter(until=None)
    return rows


def runs(actor: Actor, organisations: list[int]) -> dict[int, int]:
    """Return how many open facilities within the actor's scope each organisation runs."""
    rows = within_scope(actor).filter(operator__in=organisations, closed=None)
    counted = rows.order_by().values_list("operator").annotate(count=Count("pk"))
    return {key: count for key, count in counted if key is not None}


def organisation(actor: Actor, organisation_id: int) -> Organisation:
    """Return one organisation the actor may see, or raise `NotHere`."""
    found = organisations(actor, ended=None).filter(pk=organisation_id).first()
    if found is None:
        raise NotHere("organisation", organisation_id)
    return found


def managed_organisations(actor: Actor) -> QuerySet[Organisation]:
    """Return the organisations of the area the actor manages."""
    return Organisation.objects.filter(actor.scope(Permit.FACILITIES_MANAGE).within("division"))


def managed_organisation(actor: Actor, organisation_id: int) -> Organisation:
    """Return one organisation the actor manages, or raise `NotHere`."""
    found = managed_organisations(actor).filter(pk=organisation_id).first()
    if found is None:
        raise NotHere("organisation", organisation_id)
    return found


def facilities_of(actor: Actor, organisation: Organisation) -> QuerySet[Facility]:
    """Return the facilities within scope that an organisation runs, open ones first."""
    rows = within_scope(actor).filter(operator=organisation)
    return rows.order_by(F("closed").desc(nulls_first=True), "pinyin")


def roles_at(actor: Actor, organisation: Organisation) -> QuerySet[RoleHolding]:
    """Return the roles at an organisation of accounts the actor may see, current ones first."""
    accounts = accounts_within(actor.scope(Permit.ACCOUNTS_READ))
    rows = RoleHolding.objects.filter(organisation=organisation, account__in=accounts.values("pk"))
    return rows.select_related("account").order_by(
        F("until").desc(nulls_first=True), "account__name"
    )
