"""The points mart: marts and goods, accounts with what they hold, movements."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypedDict, Unpack

from django.db.models import BigIntegerField, F, Q, QuerySet, Sum
from django.utils.translation import gettext_lazy as _

from anhuai.people import queries as people
from anhuai.people.queries.scope import households_visible
from anhuai.platform.acting import Actor, NotHere, in_subtree, reading
from anhuai.platform.compiled import PERSON, Compiled, RowsOf, Slot
from anhuai.platform.listing import Window, window
from anhuai.platform.permits import Permit
from anhuai.platform.reaching import reaches
from anhuai.services.models import Deed, Goods, Mart, PointAccount, PointEntry, PointLot, StockMove
from anhuai.services.queries.meals import open_on
from anhuai.services.queries.visits import called

READ, RUN = Permit.MARTS_READ, Permit.MARTS_RUN
ENTRY_ROW = (
    "pk", "account_id", "account__person__name", "account__household__head__name",
    "account__place", "on", "kind", "points", "says", "reason", "recorded_by", "reversal",
)  # fmt: skip


def marts(actor: Actor, *, permit: Permit = READ) -> QuerySet[Mart]:
    """Return the marts in the permit's divisions; a village sees those of its town too."""
    scope = actor.scope(permit)
    above = {root[:9] for root in scope.divisions if len(root) > 9}
    return Mart.objects.filter(scope.within("division") | Q(division__in=above))


def mart(actor: Actor, mart_id: int, *, permit: Permit = READ) -> Mart:
    """Return one of those marts, or raise `NotHere`."""
    found = marts(actor, permit=permit).filter(pk=mart_id).first()
    if found is None:
        raise NotHere("mart", mart_id)
    return found


@reaches("mart", READ)
def marts_reached(actor: Actor, ids: Collection[int]) -> set[int]:
    """Return which of some marts the actor reaches."""
    return set(marts(actor).filter(pk__in=ids).values_list("pk", flat=True))


def goods_of(mart_id: int) -> list[Goods]:
    """Return a mart's goods now, by price."""
    return list(Goods.objects.filter(mart=mart_id, ended_on=None).order_by("points", "name"))


def moves_of(mart_id: int) -> list[StockMove]:
    """Return the newest hundred movements of a mart's shelf."""
    rows = StockMove.objects.filter(goods__mart=mart_id).select_related("goods")
    return list(rows.order_by("-pk")[:100])


def deeds(*, on: date) -> list[Deed]:
    """Return what earns points on a day."""
    return list(Deed.objects.filter(open_on(on)).order_by("-points", "title"))


def accounts(actor: Actor, *, permit: Permit = READ) -> QuerySet[PointAccount]:
    """Return the accounts of persons and households the permit reaches."""
    scope = actor.scope(permit)
    persons = people.visible(actor, permit=permit).values("pk")
    homes = households_visible(actor, permit=permit).values("pk")
    if scope.divisions:
        near = scope.within("place")
        return PointAccount.objects.filter(
            near | Q(person__in=scope.persons)
        ).filter(Q(person__in=persons) | Q(household__in=homes))  # fmt: skip
    return PointAccount.objects.filter(Q(person__in=persons) | Q(household__in=homes))


class WhichEntries(TypedDict, total=False):
    """Which movements: of a kind, a place, some days."""

    kind: str
    division: str
    since: date | None
    last: date | None


def listed_entries(
    actor: Actor, *, q: str = "", **which: Unpack[WhichEntries]
) -> QuerySet[PointEntry]:
    """Return the movements a list asks for."""
    rows = PointEntry.objects.filter(account__in=accounts(actor).values("pk"))
    if kind := which.get("kind"):
        rows = rows.filter(kind=kind)
    if division := which.get("division"):
        rows = rows.filter(in_subtree("account__place", division))
    if since := which.get("since"):
        rows = rows.filter(on__gte=since)
    if last := which.get("last"):
        rows = rows.filter(on__lte=last)
    if not q:
        return rows
    found = called(actor, q)
    return rows.filter(Q(account__person__in=found) | Q(account__household__head__in=found))


@reading(
    permit=READ, title=_("查看积分流水"), subject="point_account",
    ids=lambda page: sorted({row[1] for row in page.rows}),
)  # fmt: skip
def entry_page(
    actor: Actor, *, q: str = "", order: Sequence[str] = ("-on",), after: str = "",
    **which: Unpack[WhichEntries],
) -> Window:  # fmt: skip
    """Return one page of movements, each a row of `ENTRY_ROW`."""
    rows = listed_entries(actor, q=q, **which)
    return window(rows, fields=ENTRY_ROW, order=order, after=after)


@reading(
    permit=RUN, title=_("导出积分流水"), subject="point_account",
    ids=lambda rows: sorted({row[1] for row in rows}),
)  # fmt: skip
def all_entries(
    actor: Actor, *, q: str = "", **which: Unpack[WhichEntries]
) -> list[tuple[Any, ...]]:
    """Return every movement a list asks for, each a row of `ENTRY_ROW`."""
    return list(listed_entries(actor, q=q, **which).order_by("on", "pk").values_list(*ENTRY_ROW))


@dataclass(frozen=True, slots=True)
class Purse:
    """An account: its movements newest first, what it holds, what ends next."""

    account: int
    person: int
    household: int
    left: int
    ends_next: tuple[date, int] | None
    entries: Sequence[PointEntry]


@reading(
    permit=READ, title=_("查看个人积分"), subject="person",
    ids=lambda found: sorted({one.person for one in found if one.person}),
)  # fmt: skip
def purses(actor: Actor, person: int, *, on: date) -> list[Purse]:
    """Return the accounts of a person in reach and of their household; raises `NotHere`."""
    one = people.person_in_scope(actor, person, permit=READ)
    rows = [
        *_OWN(person=one.pk),
        *(_SHARED(household=one.household_id) if one.household_id else []),
    ]
    return [_purse(account, on) for account in sorted(rows, key=lambda account: account.pk)]


_OWN = Compiled(lambda: PointAccount.objects.filter(person=PERSON), of=RowsOf(PointAccount))
_SHARED = Compiled(
    lambda: PointAccount.objects.filter(household=Slot("household", BigIntegerField()))
)


def _purse(account: PointAccount, on: date) -> Purse:
    lots = live_lots(account.pk, on)
    ends = lots.exclude(until=None).order_by("until", "pk").first()
    entries = PointEntry.objects.filter(account=account).order_by("-on", "-pk")[:60]
    return Purse(
        account.pk, account.person_id or 0, account.household_id or 0, points_left(account.pk, on),
        (ends.until, ends.points - ends.gone) if ends and ends.until else None, list(entries),
    )  # fmt: skip


def live_lots(account: int, on: date) -> QuerySet[PointLot]:
    """Return the lots of an account that hold something on a day."""
    rows = PointLot.objects.filter(account=account, since__lte=on, gone__lt=F("points"))
    return rows.filter(Q(until=None) | Q(until__gt=on))


def points_left(account: int, on: date) -> int:
    """Return how many points an account may spend on a day."""
    told = live_lots(account, on).aggregate(left=Sum(F("points") - F("gone")))
    return int(told["left"] or 0)


def exchange_in_scope(actor: Actor, key: int) -> PointEntry:
    """Return an exchange at a mart the actor runs, of an account in reach, or raise `NotHere`."""
    rows = PointEntry.objects.filter(kind="exchange", account__in=accounts(actor, permit=RUN))
    found = rows.select_related("goods__mart", "account").filter(pk=key).first()
    if found is None or found.goods is None:
        raise NotHere("point_entry", key)
    mart(actor, found.goods.mart_id, permit=RUN)
    return found


def lapsed_points(lot: int) -> int:
    """Return how many points of a lot have lapsed."""
    rows = PointEntry.objects.filter(Q(key=f"lapse:{lot}") | Q(key__startswith=f"lapse:{lot}:"))
    return int(rows.aggregate(sum=Sum("points"))["sum"] or 0)


def lapse_key(lot: int) -> str:
    """Return the key of a lot's next lapse: what was given back after one lapses once more."""
    plain = f"lapse:{lot}"
    count = PointEntry.objects.filter(Q(key=plain) | Q(key__startswith=f"{plain}:")).count()
    return f"{plain}:{count + 1}" if count else plain


def mart_totals(actor: Actor, *, since: date, until: date) -> dict[str, int]:
    """Return the points earned, exchanged and lapsed in [since, until) within scope."""
    rows = PointEntry.objects.filter(
        account__in=accounts(actor).values("pk"), on__gte=since, on__lt=until
    )
    return dict(rows.order_by().values_list("kind").annotate(total=Sum("points")))
