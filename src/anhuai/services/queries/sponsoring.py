"""Sponsors of orders: who put money aside, what of it is left, whose orders it pays."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet, Sum
from django.utils.translation import gettext_lazy as _

from anhuai.funds import queries as ledger
from anhuai.funds.queries.vouchers import Drawn
from anhuai.funds.rules.books import Pot, Unit
from anhuai.kernel.months import Month
from anhuai.kernel.text import normalise
from anhuai.platform import county, wall
from anhuai.platform.acting import Actor, NotHere, reading
from anhuai.platform.listing import Window, window
from anhuai.platform.permits import Permit
from anhuai.services.models import Order, OrderShare, Sponsored, Sponsorship, StatementPayment
from anhuai.services.rules.ordering_words import Payer
from anhuai.services.rules.sponsoring import SPONSORS, Aid, scheme_of, sponsor_of

READ, MANAGE = Permit.SETTLEMENTS_READ, Permit.SETTLEMENTS_MANAGE
SPONSOR_ROW = (
    "pk", "payer", "title", "donor", "since", "until", "ceiling", "why_ended", "named",
)  # fmt: skip


def sponsorships(
    actor: Actor, *, q: str = "", state: str = "", on: date | None = None
) -> "QuerySet[Sponsorship]":
    """Return the county's sponsors; `state` running or over as of a day."""
    county.require_whole(actor, READ)
    open_ones = Count("persons", filter=Q(persons__until=None))
    rows = Sponsorship.objects.annotate(named=open_ones)
    if q:
        typed = normalise(q)
        rows = rows.filter(Q(title__icontains=typed) | Q(donor__icontains=typed))
    if on and state in ("running", "over"):
        running = Q(since__lte=on, until__gt=on)
        rows = rows.filter(running) if state == "running" else rows.filter(~running)
    return rows


def sponsorship_page(
    actor: Actor, *, order: Sequence[str], after: str = "", q: str = "", state: str = "",
    on: date | None = None,
) -> Window:  # fmt: skip
    """Return one page of sponsors, each a row of `SPONSOR_ROW`."""
    rows = sponsorships(actor, q=q, state=state, on=on)
    return window(rows, fields=SPONSOR_ROW, order=order, after=after)


def sponsorship(
    actor: Actor, key: int, *, permit: Permit = READ, lock: bool = False
) -> Sponsorship:
    """Return one sponsor of the county; raises `NotHere`."""
    county.require_whole(actor, permit)
    rows = Sponsorship.objects.select_for_update() if lock else Sponsorship.objects.all()
    found = rows.filter(pk=key).first()
    if found is None:
        raise NotHere("sponsorship", key)
    return found


def sponsored_in_scope(actor: Actor, key: int) -> Sponsored:
    """Return one naming of a person; raises `NotHere`."""
    county.require_whole(actor, MANAGE)
    rows = Sponsored.objects.select_related("sponsorship", "person")
    found = rows.filter(pk=key).first()
    if found is None:
        raise NotHere("sponsored", key)
    return found


@wall.lifted()
def left_of(rows: Collection[int], *, on: date) -> Mapping[int, Drawn]:
    """Return what of each sponsor was spent and what persons may still spend of it."""
    found = ledger.drawn_of([scheme_of(key) for key in rows], on=on)
    return {key: found.get(scheme_of(key), Drawn()) for key in rows}


@dataclass(frozen=True, slots=True)
class NamedRow:
    """A person named, with what the month gave and what they spent of it."""

    one: Sponsored
    given: int
    spent: int


@dataclass(frozen=True, slots=True)
class WholeSponsorship:
    """A sponsor whole: spent, open with persons, paid to providers, left; whom it is named for."""

    one: Sponsorship
    spent: int
    open: int
    paid: int
    in_fund: tuple[int, int]
    persons: Sequence[NamedRow]

    @property
    def left(self) -> int:
        """What may still be given to persons."""
        return self.one.ceiling - self.spent - self.open


@reading(
    permit=READ, title=_("查看订单出资账户"), subject="person",
    ids=lambda found: sorted({row.one.person_id for row in found.persons}),
)  # fmt: skip
def whole_sponsorship(actor: Actor, key: int, *, on: date) -> WholeSponsorship:
    """Return one sponsor whole as of a day; raises `NotHere`."""
    one = sponsorship(actor, key)
    with wall.lifted():
        drawn = left_of([one.pk], on=on)[one.pk]
        month = ledger.drawn_by(scheme_of(one.pk), period=Month.of(on).first)
        named = one.persons.select_related("person").order_by("until", "person__pinyin", "pk")
        rows = [NamedRow(x, *month.get(x.person_id, (0, 0))) for x in named[:500]]
    paid = StatementPayment.objects.filter(sponsorship=one).aggregate(sum=Sum("amount"))["sum"]
    in_fund = ledger.budget_left(Pot(one.fund, on.year, one.purpose))
    return WholeSponsorship(one, drawn.spent, drawn.open, paid or 0, in_fund, rows)


def aids_of(
    one: Order, payers: Sequence[Payer], *, on: date, planned: "QuerySet[OrderShare]"
) -> tuple[Aid, ...]:
    """Return what sponsors may still pay of an order: one a payer, the oldest that has anything.

    `planned` are shares of other open orders, which keep back what they are to take.
    """
    rows = Sponsored.objects.filter(
        Q(until=None) | Q(until__gt=on), person=one.person_id, since__lte=on,
        sponsorship__since__lte=on, sponsorship__until__gt=on, sponsorship__payer__in=payers,
    )  # fmt: skip
    found: dict[Payer, Aid] = {}
    for row in rows.select_related("sponsorship").order_by("sponsorship"):
        source = row.sponsorship
        payer, scheme = Payer(source.payer), scheme_of(source.pk)
        if payer in found or (source.services and one.service not in source.services):
            continue
        left = ledger.left_in(person=one.person_id, unit=Unit.FEN, on=on, schemes=(scheme,))
        kept = planned.filter(scheme=scheme).aggregate(sum=Sum("quantity"))["sum"] or 0
        if left > kept:
            found[payer] = Aid(payer, scheme, left - kept, source.percent)
    return tuple(found[payer] for payer in SPONSORS if payer in found)


def parts_of(schemes: Iterable[str]) -> Mapping[str, int]:
    """Return the part in % that the sponsors of some schemes pay."""
    keys = {sponsor_of(scheme) for scheme in schemes} - {0}
    rows = Sponsorship.objects.filter(pk__in=keys).values_list("pk", "percent")
    return {scheme_of(key): percent for key, percent in rows}


def titles_of(schemes: Iterable[str]) -> Mapping[str, str]:
    """Return what the sponsors of some schemes are called."""
    keys = {sponsor_of(scheme) for scheme in schemes} - {0}
    rows = Sponsorship.objects.filter(pk__in=keys).values_list("pk", "title")
    return {scheme_of(key): title for key, title in rows}
