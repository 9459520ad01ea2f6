"""Who waits for a place, in which order and why; what a family's own children may apply for."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from anhuai.childcare.models import Application, Choice, Offer, Ranking, Rule
from anhuai.childcare.queries.reach import READ, nurseries
from anhuai.childcare.rules.classes import MOST_MONTHS, months_old
from anhuai.childcare.rules.words import KEEPING, State
from anhuai.people import queries as people
from anhuai.people.rules.facts import birth_bound
from anhuai.platform import wall
from anhuai.platform.acting import Actor, NotHere, in_subtree, reading
from anhuai.platform.permits import Permit
from anhuai.platform.reaching import reaches
from anhuai.platform.searching import matching

APPLY = Permit.CHILDCARE_APPLY
SHOWN = 500


def applications(actor: Actor, *, permit: Permit = READ) -> QuerySet[Application]:
    """Return the applications of children the permit reaches, or that name its nurseries."""
    scope = actor.scope(permit)
    own = scope.within("person__division") | scope.within("person__hukou")
    named = Choice.objects.filter(nursery__in=nurseries(actor, permit=permit))
    own |= Q(person__in=scope.persons) | Q(pk__in=named.values("application"))
    return Application.objects.select_related("person", "guardian").filter(own)


@reaches("childcare_application", READ)
@wall.lifted()
def applications_reached(actor: Actor, ids: Collection[int]) -> set[int]:
    """Return which of some applications the actor may see."""
    return set(applications(actor).filter(pk__in=ids).values_list("pk", flat=True))


@dataclass(frozen=True, slots=True)
class Applied:
    """One application in a list."""

    one: Application
    months: int
    choices: Sequence[str]


def applications_listed(
    actor: Actor, *, q: str = "", state: str = "", division: str = "", nursery: str = "",
    care: str = "",
) -> QuerySet[Application]:  # fmt: skip
    """Return the applications a list asks for."""
    rows = applications(actor)
    for column, wanted in (("state", state), ("care", care)):
        rows = rows.filter(**{column: wanted}) if wanted else rows
    if nursery.isdigit() and len(nursery) < 19:
        rows = rows.filter(choices__nursery=int(nursery))
    if division:
        rows = rows.filter(in_subtree("person__division", division))
    if q:
        named = matching(people.everybody(), q)
        rows = rows.filter(person__in=named)
    return rows


@reading(
    permit=READ, title=_("查看托位申请名单"), subject="person",
    ids=lambda found: sorted({one.one.person_id for one in found[0]}),
)  # fmt: skip
@wall.lifted()
def application_page(
    actor: Actor, *, on: date, which: Mapping[str, str],
    order: Sequence[str] = ("submitted_at",), most: int = SHOWN,
) -> tuple[list[Applied], int]:  # fmt: skip
    """Return the first of the applications a list asks for, and how many there are."""
    rows = applications_listed(actor, **which)
    given = list(rows.order_by(*order, "pk")[:most])
    chosen: dict[int, list[str]] = defaultdict(list)
    choices = Choice.objects.filter(application__in=[one.pk for one in given]).order_by("rank")
    for key, name in choices.values_list("application", "nursery__facility__name"):
        chosen[key].append(name)
    shown = [Applied(one, months_old(one.person.born, on), chosen[one.pk]) for one in given]
    return shown, rows.count()


@dataclass(frozen=True, slots=True)
class Detail:
    """One application whole."""

    one: Application
    choices: Sequence[Choice]
    offers: Sequence[Offer]
    rankings: Sequence[tuple[Ranking, dict[str, Any]]]
    """The newest order of each chosen nursery, and where this application stands in it."""


@reading(
    permit=APPLY, title=_("查看托位申请"), subject="person",
    ids=lambda found: [found.one.person_id, found.one.guardian_id],
)  # fmt: skip
@wall.lifted()
def application(actor: Actor, application_id: int) -> Detail:
    """Return one application whole to officers, its nurseries and its family; else `NotHere`."""
    one = find(actor, application_id)
    choices = list(one.choices.select_related("nursery__facility").order_by("rank"))
    newest: dict[int, tuple[Ranking, dict[str, Any]]] = {}
    homes = [choice.nursery_id for choice in choices]
    for made in Ranking.objects.filter(nursery__in=homes).order_by("-made_at", "-pk")[:60]:
        for standing in made.standings:
            if standing["number"] == one.pk:
                newest.setdefault(made.nursery_id, (made, standing))
    offers = one.offers.select_related("nursery_class__nursery__facility").order_by("-pk")
    return Detail(one, choices, list(offers), [newest[key] for key in homes if key in newest])


def find(actor: Actor, application_id: int, *, lock: bool = False) -> Application:
    """Return an application the actor may act on: its family, its nurseries, its officers."""
    if actor.may(READ):
        rows = applications(actor)
    else:
        rows = Application.objects.select_related("person", "guardian").filter(
            person__in=[one.pk for one in children_of(actor)]
        )
    rows = rows.select_for_update(of=("self",)) if lock else rows
    found = rows.filter(pk=application_id).first()
    if found is None:
        raise NotHere("childcare_application", application_id)
    return found


def children_of(actor: Actor) -> list[Any]:
    """Return the living children under fourteen a family's own roles name, youngest first.

    Whoever holds a role at a child is its family: the office gave it after seeing the papers.
    """
    actor.require(APPLY)
    from anhuai.platform import clock

    bound = birth_bound(clock.today(), 14)
    rows = people.visible(actor, permit=APPLY).filter(
        pk__in=actor.scope(APPLY).persons, died=None, left=None, born__gt=bound
    )
    return list(rows.order_by("-born", "pk"))


def may_apply(born: date, on: date) -> bool:
    """Say whether a child is young enough for a nursery on a day."""
    return months_old(born, on) < MOST_MONTHS


@wall.lifted()
def guardians(child: int, *, on: date) -> list[tuple[int, str]]:
    """Return the parents and guardians of a child already in scope, as (id, name)."""
    return [(one.pk, one.name) for one in people.guardians(child, on=on)]


def offer_of(actor: Actor, offer_id: int, *, lock: bool = False) -> Offer:
    """Return an offer of an application the actor may act on, or raise `NotHere`."""
    rows = Offer.objects.select_related("application", "nursery_class__nursery__facility")
    rows = rows.select_for_update(of=("self",)) if lock else rows
    with wall.lifted():
        found = rows.filter(pk=offer_id).first()
        if found is None:
            raise NotHere("childcare_offer", offer_id)
        find(actor, found.application_id)
    return found


def rules(on: date | None = None) -> QuerySet[Rule]:
    """Return the published orders, newest first."""
    rows = Rule.objects.order_by("-since")
    return rows.filter(since__lte=on) if on else rows


def rule_on(on: date) -> Rule | None:
    """Return the published order in force on a day; None where the county published none."""
    return rules(on).first()


def rankings_of(actor: Actor, nursery: int) -> list[Ranking]:
    """Return the orders made for a nursery in scope, newest first; they name nobody."""
    rows = Ranking.objects.filter(nursery__in=nurseries(actor).filter(pk=nursery))
    return list(rows.select_related("rule").order_by("-made_at", "-pk")[:20])


def ranking(actor: Actor, ranking_id: int) -> Ranking:
    """Return an order of a nursery in scope, or raise `NotHere`."""
    rows = Ranking.objects.select_related("rule", "nursery__facility")
    found = rows.filter(pk=ranking_id, nursery__in=nurseries(actor)).first()
    if found is None:
        raise NotHere("childcare_ranking", ranking_id)
    return found


def open_offers(application: int) -> QuerySet[Offer]:
    """Return the offer that keeps a seat for an application now."""
    return Offer.objects.filter(application=application, state__in=KEEPING)


def waiting(nursery: int) -> QuerySet[Application]:
    """Return the applications that wait for a nursery, by when they came."""
    return (
        Application.objects.select_related("person")
        .filter(state=State.WAITING, choices__nursery=nursery)
        .order_by("submitted_at", "pk")
    )
