"""Reads of government purchase: the directory, undertakers, contracts and what is spent of them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import F, Q, QuerySet

from anhuai.facilities import queries as facilities
from anhuai.kernel.money import Fen
from anhuai.kernel.text import normalise
from anhuai.platform import county
from anhuai.platform.acting import Actor, NotHere
from anhuai.platform.listing import Window, window
from anhuai.platform.models import Organisation
from anhuai.platform.permits import Permit
from anhuai.services.models import (
    Amendment,
    Contract,
    ContractPrice,
    DirectoryEntry,
    Statement,
    Undertaker,
)
from anhuai.services.rules.purchase import Listed, Paper, Stands, Terms, stands

READ, MANAGE = Permit.SETTLEMENTS_READ, Permit.SETTLEMENTS_MANAGE
CONTRACT_ROW = (
    "pk", "number", "title", "organisation__name", "since", "until", "ended_on", "ceiling", "used",
)  # fmt: skip


def reached(actor: Actor, permit: Permit = READ, column: str = "organisation") -> Q:
    """Return the condition of what an actor reaches: the whole county's, or an organisation's own.

    A contract and a statement belong to the county: a town's roles reach none of them.
    """
    scope = actor.scope(permit)
    if scope.covers(county.code()):
        return Q()
    return Q(**{f"{column}__in": scope.organisations})


def is_whole(actor: Actor, permit: Permit = READ) -> bool:
    """Say whether an actor holds a permit for the whole county."""
    return actor.scope(permit).covers(county.code())


# directory ------------------------------------------------------------------------------------


def directory(actor: Actor, *, ended: bool = False) -> "QuerySet[DirectoryEntry]":
    """Return the services the county buys; with `ended` also those it bought once."""
    actor.require(READ)
    rows = DirectoryEntry.objects.order_by("service", "-since")
    return rows if ended else rows.filter(until=None)


def directory_entry(actor: Actor, key: int, *, permit: Permit = MANAGE) -> DirectoryEntry:
    """Return one entry of the directory; raises `NotHere`."""
    county.require_whole(actor, permit)
    found = DirectoryEntry.objects.filter(pk=key).first()
    if found is None:
        raise NotHere("directory_entry", key)
    return found


def bought_on(on: date) -> set[str]:
    """Return the services in the directory on a day."""
    rows = DirectoryEntry.objects.filter(since__lte=on).filter(Q(until=None) | Q(until__gt=on))
    return set(rows.values_list("service", flat=True))


# undertakers ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class UndertakerRow:
    """An undertaker with how it stands on a day."""

    one: Undertaker
    stands: Stands


def listed_of(organisations: Iterable[int]) -> dict[int, tuple[Listed, ...]]:
    """Return the times organisations were on the list, with their licences."""
    found: dict[int, list[Listed]] = defaultdict(list)
    rows = Undertaker.objects.filter(organisation__in=organisations).order_by("since", "pk")
    for one in rows.prefetch_related("licences"):
        found[one.organisation_id].append(listed(one))
    return {key: tuple(times) for key, times in found.items()}


def listed(one: Undertaker) -> Listed:
    """Return an undertaker as rules know it."""
    papers = (Paper(x.kind, x.since, x.until) for x in one.licences.all())
    told = sorted(papers, key=lambda x: (x.kind, x.since, x.until or date.max))
    return Listed(one.since, one.until, tuple(told))


def undertakers(actor: Actor, *, on: date, q: str = "", state: str = "") -> list[UndertakerRow]:
    """Return the list of undertakers with how each stands on a day."""
    rows = Undertaker.objects.filter(reached(actor)).select_related("organisation")
    if q:
        typed = normalise(q)
        rows = rows.filter(
            Q(organisation__name__icontains=typed) | Q(organisation__pinyin__icontains=typed)
        )
    found = [
        UndertakerRow(one, stands(listed(one), on))
        for one in rows.prefetch_related("licences").order_by("organisation__pinyin", "pk")
    ]
    return [one for one in found if not state or one.stands.what == state]


def undertaker(actor: Actor, key: int, *, permit: Permit = READ) -> Undertaker:
    """Return an undertaker within reach; raises `NotHere`."""
    rows = Undertaker.objects.filter(reached(actor, permit)).select_related("organisation")
    found = rows.prefetch_related("licences").filter(pk=key).first()
    if found is None:
        raise NotHere("undertaker", key)
    return found


def organisations_to_list(actor: Actor) -> Sequence[tuple[str, str]]:
    """Return the organisations that may be put on the list: known ones that are not on it."""
    county.require_whole(actor, MANAGE)
    rows = facilities.organisations(actor).exclude(kind="department")
    rows = rows.exclude(pk__in=Undertaker.objects.filter(until=None).values("organisation"))
    return [(str(key), name) for key, name in rows.order_by("name").values_list("pk", "name")]


# contracts ------------------------------------------------------------------------------------


def contracts(
    actor: Actor, *, q: str = "", state: str = "", on: date | None = None
) -> "QuerySet[Contract]":
    """Return the contracts within reach; `state` running, full or over as of a day."""
    rows = Contract.objects.filter(reached(actor))
    if q:
        typed = normalise(q)
        rows = rows.filter(
            Q(number__icontains=typed) | Q(title__icontains=typed)
            | Q(organisation__name__icontains=typed)
        )  # fmt: skip
    running = Q(since__lte=on, until__gt=on, ended_on=None) if on else Q()
    if state == "running":
        rows = rows.filter(running)
    elif state == "full":
        rows = rows.filter(used__gte=F("ceiling") * 9 / 10)
    elif state == "over" and on:
        rows = rows.exclude(running)
    return rows


def contract_page(
    actor: Actor, *, order: Sequence[str], after: str = "", q: str = "", state: str = "",
    on: date | None = None,
) -> Window:  # fmt: skip
    """Return one page of contracts, each a row of `CONTRACT_ROW`."""
    rows = contracts(actor, q=q, state=state, on=on)
    return window(rows, fields=CONTRACT_ROW, order=order, after=after)


def contract(actor: Actor, key: int, *, permit: Permit = READ) -> Contract:
    """Return a contract within reach; raises `NotHere`."""
    rows = Contract.objects.filter(reached(actor, permit)).select_related("organisation")
    found = rows.filter(pk=key).first()
    if found is None:
        raise NotHere("contract", key)
    return found


@dataclass(frozen=True, slots=True)
class ContractFile:
    """A contract whole: its prices, amendments, the statements that used it and by how much."""

    one: Contract
    prices: Sequence[ContractPrice]
    amendments: Sequence[Amendment]
    statements: Sequence[tuple[Statement, int]]
    paid: int


def contract_file(actor: Actor, key: int) -> ContractFile:
    """Return a contract within reach with all that hangs on it; raises `NotHere`."""
    one = contract(actor, key)
    rows = Statement.objects.filter(organisation=one.organisation_id).exclude(state="withdrawn")
    rows = rows.defer("frozen").order_by("-month")
    used = [(x, sum(fen for c, fen in x.used if c == one.pk)) for x in rows]
    held = [(x, fen) for x, fen in used if fen]
    return ContractFile(
        one,
        list(one.prices.order_by("service")),
        list(one.amendments.order_by("number")),
        held,
        sum(fen for x, fen in held if x.state == "paid"),
    )


def terms_of(organisations: Iterable[int]) -> Mapping[int, tuple[Terms, ...]]:
    """Return the contracts of organisations as rules know them, with what is left of each."""
    found: dict[int, list[Terms]] = defaultdict(list)
    rows = Contract.objects.filter(organisation__in=organisations).order_by("pk")
    for one in rows.prefetch_related("prices"):
        until = min(one.until, one.ended_on) if one.ended_on else one.until
        prices = {x.service: x.price for x in sorted(one.prices.all(), key=lambda x: x.service)}
        found[one.organisation_id].append(
            Terms(
                key=one.pk, number=one.number, since=one.since, until=until,
                left=Fen(one.ceiling - one.used), prices=prices,
            )
        )  # fmt: skip
    return {key: tuple(terms) for key, terms in found.items()}


def organisation_name(key: int) -> str:
    """Return an organisation's name."""
    return str(Organisation.objects.values_list("name", flat=True).get(pk=key))
