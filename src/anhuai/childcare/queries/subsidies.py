"""The inclusive subsidy of a nursery and month: what it would be, and the statements made."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Q, QuerySet, Sum
from django.utils.translation import gettext_lazy as _

from anhuai.childcare.models import Enrolment, Nursery, Subsidy, SubsidyLine
from anhuai.childcare.queries.fee_settings import ceiling, subsidy_rate
from anhuai.childcare.queries.fees import crowded_days, month_of, open_days, tariffs
from anhuai.childcare.queries.reach import READ, nurseries
from anhuai.childcare.rules.fees import tariff_on
from anhuai.childcare.rules.subsidy import (
    Change,
    Doubt,
    Judged,
    Place,
    Rate,
    SubsidyState,
    Why,
    doubts_of,
    judge,
    settled,
)
from anhuai.facilities import queries as facilities
from anhuai.kernel.money import Fen
from anhuai.kernel.months import Month
from anhuai.platform import wall
from anhuai.platform.acting import SYSTEM, Actor, NotHere, reading

INCLUSIVE = "inclusive"


@dataclass(frozen=True, slots=True)
class Worked:
    """A month's subsidy worked out: every place judged, what it comes to, what looks odd."""

    rate: Rate
    judged: Sequence[Judged]
    doubts: Sequence[tuple[Doubt, int]]

    @property
    def amount(self) -> Fen:
        """Return what all places come to."""
        return Fen(sum(one.amount for one in self.judged))

    @property
    def children(self) -> int:
        """Return how many places count."""
        return sum(one.amount > 0 for one in self.judged)


@wall.lifted()
def worked_out(home: Nursery, month: Month, *, besides: int = 0) -> Worked:
    """Work a nursery's month out from enrolment, attendance and prices; scope is the caller's.

    One child's place counts once a month: of several enrolments the longest here, and none that
    another statement than `besides` counts already.
    """
    rate, opened, prices = subsidy_rate(month), open_days(month), tariffs(home.pk)
    held = facilities.marks_held(SYSTEM, on=month.last, codes=[INCLUSIVE])
    marked = any(key == home.facility_id for key, _code, _grade in held)
    stayed = month_of(home.pk, month)
    counted = SubsidyLine.objects.filter(
        person__in=stayed, month=month.first, counts=True, amount__gt=0
    ).exclude(Q(subsidy=besides) | Q(of=besides))  # fmt: skip
    taken = set(counted.values_list("person", flat=True))
    found: list[Judged] = []
    for person, one in sorted(stayed.items()):
        places = [
            _place(person, key, place, one.attended, (month, opened, prices), person in taken)
            for key, place in one.held
        ]
        if places:
            best = max(places, key=lambda place: (place.attended, place.days, -place.enrolment))
            found.append(judge(best, rate, marked=marked))
    doubts = doubts_of(found, marked=marked, crowded=crowded_days(home.pk, month))
    return Worked(rate, found, doubts)


def _place(
    person: int, key: int, held: Any, came: set[date], of: tuple[Month, list[date], Any],
    taken: bool,  # noqa: FBT001 - one of the place's facts
) -> Place:  # fmt: skip
    month, opened, prices = of
    since = max(held.since, month.first)
    until = min(held.until or date.max, month.last + timedelta(1))
    price = tariff_on(prices, held.group, held.charge, until - timedelta(1))
    return Place(
        key, person, held.charge, sum(since <= day < until for day in opened),
        sum(since <= day < until for day in came), price.fee if price else None,
        bool(price and price.inclusive), ceiling(held.group, held.charge, month), taken,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Statement:
    """A month worked out, and what it takes of what paid months have changed by since."""

    worked: Worked
    changes: Sequence[tuple[Change, int]]

    @property
    def changed(self) -> int:
        """Return what the changes come to in fen; never takes more back than there is."""
        return sum(taken for _change, taken in self.changes)

    @property
    def amount(self) -> Fen:
        """Return what is to be paid."""
        return Fen(self.worked.amount + self.changed)

    @property
    def carried(self) -> Fen:
        """Return what is still to be taken back after it."""
        return Fen(sum(taken - one.due for one, taken in self.changes))


def statement_of(home: Nursery, month: Month, *, besides: int = 0) -> Statement:
    """Return what a nursery's statement of a month comes to; scope is the caller's."""
    worked = worked_out(home, month, besides=besides)
    return Statement(worked, settled(changes_of(home, besides=besides), worked.amount))


@wall.lifted()
def changes_of(home: Nursery, *, besides: int = 0) -> list[Change]:
    """Return what a nursery's paid months come to now and were not paid, child by child.

    What another statement that waits than `besides` takes already is left to it.
    """
    found: list[Change] = []
    for one in Subsidy.objects.filter(nursery=home, state=SubsidyState.PAID).exclude(pk=besides):
        taken = SubsidyLine.objects.filter(of=one, waiting=True).exclude(subsidy=besides)
        waiting = set(taken.values_list("person", flat=True))
        found += [row for row in _changes(home, one) if row.person not in waiting]
    return found


def _changes(home: Nursery, one: Subsidy) -> list[Change]:
    now = {
        row.place.person: row
        for row in worked_out(home, Month.of(one.month), besides=one.pk).judged
    }
    stood = paid_for(one)
    first = {line.person_id: line for line in SubsidyLine.objects.filter(
        Q(subsidy=one, of=None) | Q(of=one)).order_by("-pk")}  # fmt: skip
    found = []
    for person in sorted({*now, *stood}):
        before, row, line = Fen(stood.get(person, 0)), now.get(person), first.get(person)
        if row is not None and row.amount != before:
            place = row.place
            found.append(Change(
                one.pk, one.month, person, place.enrolment, str(place.charge), place.days,
                place.attended, before, row.amount, row.why,
            ))  # fmt: skip
        elif row is None and line is not None and before:
            found.append(Change(
                one.pk, one.month, person, line.enrolment_id, line.charge, 0, 0, before, Fen(0),
                Why.GONE,
            ))  # fmt: skip
    return found


def paid_for(one: Subsidy) -> dict[int, int]:
    """Return by child what a statement's month was paid in all, later changes with it."""
    rows = SubsidyLine.objects.filter(
        Q(subsidy=one, of=None) | Q(of=one, subsidy__state=SubsidyState.PAID)
    )
    return dict(rows.order_by().values_list("person").annotate(Sum("amount")))


def subsidies(actor: Actor) -> QuerySet[Subsidy]:
    """Return the statements of the nurseries the actor reaches, newest first."""
    rows = Subsidy.objects.select_related("nursery__facility")
    return rows.filter(nursery__in=nurseries(actor)).order_by("-month", "-pk")


def subsidy(actor: Actor, key: int, *, lock: bool = False) -> Subsidy:
    """Return a statement of a nursery in scope, or raise `NotHere`."""
    rows = subsidies(actor).filter(pk=key)
    found = (rows.select_for_update(of=("self",)) if lock else rows).first()
    if found is None:
        raise NotHere("childcare_subsidy", key)
    return found


@dataclass(frozen=True, slots=True)
class SubsidyFile:
    """A statement with its children and changes, and what it comes to if worked out today.

    A paid one's `stands` is what its month was paid in all, `now` what the month comes to.
    """

    one: Subsidy
    lines: Sequence[SubsidyLine]
    changes: Sequence[SubsidyLine]
    stands: int
    now: int


@reading(
    permit=READ, title=_("查看普惠托位补助"), subject="person",
    ids=lambda found: sorted({line.person_id for line in (*found.lines, *found.changes)}),
)  # fmt: skip
@wall.lifted()
def subsidy_file(actor: Actor, key: int) -> SubsidyFile:
    """Return a statement whole, or raise `NotHere`."""
    one = subsidy(actor, key)
    rows = list(
        one.lines.select_related("person", "enrolment__nursery_class", "of").order_by(
            "month", "person__pinyin", "pk"
        )
    )
    if one.state == SubsidyState.PAID:
        stands = sum(paid_for(one).values())
        now: int = worked_out(one.nursery, Month.of(one.month), besides=one.pk).amount
    else:
        stands = one.amount
        now = statement_of(one.nursery, Month.of(one.month), besides=one.pk).amount
    own = [line for line in rows if line.of_id is None]
    return SubsidyFile(one, own, [line for line in rows if line.of_id], stands, now)


Named = tuple[str, str]
"""A child's name and its class's."""


@dataclass(frozen=True, slots=True)
class SubsidyDraft:
    """A month worked out and not kept, each place and each change with whom it is of."""

    found: Statement
    rows: Sequence[tuple[Judged, str, str]]
    changes: Sequence[tuple[Change, int, str, str]]


@reading(
    permit=READ, title=_("试算普惠托位补助"), subject="person",
    ids=lambda made: sorted({
        *(one.place.person for one, *_names in made.rows),
        *(one.person for one, *_rest in made.changes),
    }),
)  # fmt: skip
@wall.lifted()
def subsidy_draft(actor: Actor, nursery: int, month: Month) -> SubsidyDraft:
    """Return a month worked out, each place with the child's and the class's name."""
    home = nurseries(actor).filter(pk=nursery).first()
    if home is None:
        raise NotHere("nursery", nursery)
    found = statement_of(home, month)
    keys = [one.place.enrolment for one in found.worked.judged]
    rows = Enrolment.objects.filter(pk__in=[*keys, *(one.enrolment for one, _t in found.changes)])
    names: dict[int, Named] = defaultdict(lambda: ("", ""))
    for key, name, room in rows.values_list("pk", "person__name", "nursery_class__name"):
        names[key] = (name, room)
    return SubsidyDraft(
        found, [(one, *names[one.place.enrolment]) for one in found.worked.judged],
        [(one, taken, *names[one.enrolment]) for one, taken in found.changes],
    )  # fmt: skip


def unprepared(actor: Actor, month: Month) -> list[Nursery]:
    """Return the nurseries in scope without a statement of a month, by name."""
    done = Subsidy.objects.filter(month=month.first).exclude(state="returned").values("nursery")
    rows = nurseries(actor).exclude(pk__in=done)
    return list(rows.order_by("facility__pinyin", "pk"))
