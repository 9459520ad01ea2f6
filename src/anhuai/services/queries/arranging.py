"""Services arranged ahead: which there are, and what became of each place of a month."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from anhuai.assessments.queries.reach import by_person
from anhuai.platform.acting import Actor, NotHere, reading
from anhuai.platform.listing import Window, window
from anhuai.platform.permits import Permit
from anhuai.services.models import ArrangedOrder, Arrangement
from anhuai.services.queries.visits import called
from anhuai.services.rules.arranging import PlaceState

READ = Permit.ORDERS_READ
ARRANGEMENT_ROW = (
    "pk", "person_id", "person__name", "person__division", "origin", "service", "times",
    "facility__name", "since", "until",
)  # fmt: skip


def arrangements(
    actor: Actor, *, q: str = "", state: str = "open", permit: Permit = READ
) -> QuerySet[Arrangement]:
    """Return the arrangements of persons in reach; `state` open, ended, waiting or all."""
    rows: QuerySet[Arrangement] = by_person(Arrangement.objects.all(), actor, permit)
    if state in ("open", "waiting"):
        rows = rows.filter(until=None)
    if state == "ended":
        rows = rows.filter(until__isnull=False)
    if state == "waiting":
        stuck = ArrangedOrder.objects.filter(state=PlaceState.WAITING)
        rows = rows.filter(pk__in=stuck.values("arrangement"))
    return rows.filter(person__in=called(actor, q)) if q else rows


@reading(
    permit=READ, title=_("查看服务安排"), subject="person",
    ids=lambda page: sorted({row[1] for row in page.rows}),
)  # fmt: skip
def arrangement_page(
    actor: Actor, *, order: Sequence[str] = ("-pk",), after: str = "", q: str = "",
    state: str = "open",
) -> Window:  # fmt: skip
    """Return one page of arrangements, each a row of `ARRANGEMENT_ROW`."""
    rows = arrangements(actor, q=q, state=state)
    return window(rows, fields=ARRANGEMENT_ROW, order=order, after=after)


def arrangement_in_scope(actor: Actor, key: int, *, permit: Permit = READ) -> Arrangement:
    """Return one arrangement in scope, or raise `NotHere`."""
    rows = arrangements(actor, state="all", permit=permit)
    found = rows.select_related("person", "facility", "bed").filter(pk=key).first()
    if found is None:
        raise NotHere("arrangement", key)
    return found


@dataclass(frozen=True, slots=True)
class WholeArrangement:
    """An arrangement with its places, the latest day first."""

    one: Arrangement
    places: Sequence[ArrangedOrder]


@reading(
    permit=READ, title=_("查看服务安排详情"), subject="person",
    ids=lambda found: [found.one.person_id],
)  # fmt: skip
def whole_arrangement(actor: Actor, key: int) -> WholeArrangement:
    """Return one arrangement in scope whole; raises `NotHere`."""
    one = arrangement_in_scope(actor, key)
    places = one.places.select_related("order").order_by("-on", "service", "number")
    return WholeArrangement(one, list(places[:120]))
