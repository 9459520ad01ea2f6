"""Reading reforms: their list, one whole, what they move, who follows whom, where a row stood."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce

from anhuai.kernel.divisions import Level
from anhuai.places.models import Division, Moved, Reform, Succession
from anhuai.places.rules import Link, Moves, State, Step, origins
from anhuai.places.rules import Succession as Following
from anhuai.platform import placed
from anhuai.platform.acting import Actor, NotHere, in_subtree
from anhuai.platform.permits import Permit
from anhuai.platform.placed import How, Placed

SHOWN = 20


def reforms(actor: Actor, *, permit: Permit = Permit.PLACES_READ) -> QuerySet[Reform]:
    """Return the reforms of which a unit lies in the permit's divisions."""
    scope = actor.scope(permit)
    touched = Succession.objects.filter(
        scope.within("old") | scope.within("new"), reform=OuterRef("pk")
    )
    return Reform.objects.filter(Exists(touched))


def reform(actor: Actor, reform_id: int, *, permit: Permit = Permit.PLACES_READ) -> Reform:
    """Return one reform the actor may see, or raise `NotHere`."""
    found = reforms(actor, permit=permit).filter(pk=reform_id).first()
    if found is None:
        raise NotHere("reform", reform_id)
    return found


def managed_reform(actor: Actor, reform_id: int, *, lock: bool = False) -> Reform:
    """Return a reform whose every unit the actor manages, or raise `NotHere`."""
    scope = actor.scope(Permit.PLACES_MANAGE)
    rows = Reform.objects.select_for_update() if lock else Reform.objects.all()
    found = rows.filter(pk=reform_id).first()
    if found is None or not all(
        scope.covers(code) for pair in successions(found) for code in (pair.old, pair.new)
    ):
        raise NotHere("reform", reform_id)
    return found


def may_manage(actor: Actor, found: Reform) -> bool:
    """Say whether the actor manages every unit of a reform."""
    scope = actor.scope(Permit.PLACES_MANAGE)
    return all(scope.covers(code) for row in successions(found) for code in (row.old, row.new))


def successions(found: Reform) -> list[Following]:
    """Return who follows whom in a reform, the units first, then their villages."""
    rows = sorted(found.successions.all(), key=lambda row: (len(row.old), row.old, -row.share))
    return [Following(row.old, row.new, row.name, row.share, row.is_heir) for row in rows]


def old_names(found: Reform) -> Mapping[str, str]:
    """Return what the units of a reform were called before it."""
    return dict(found.successions.values_list("old", "old_name"))


def own_level(rows: Sequence[Following]) -> list[Following]:
    """Return the successions of the units themselves, without the villages that follow."""
    level = min((len(row.old) for row in rows), default=0)
    return [row for row in rows if len(row.old) == level]


def villages_of(codes: Sequence[str], *, on: date) -> Mapping[str, str]:
    """Return the current villages of towns on a day: name by code."""
    inside = Q(pk__in=())
    for code in codes:
        if len(code) == Level.TOWN:
            inside |= in_subtree("code", code)
    rows = Division.objects.filter(inside, level=Level.VILLAGE, until=None, since__lt=on)
    return dict(rows.order_by("code").values_list("code", "name"))


def used_codes(stem: str) -> set[str]:
    """Return every code that ever was a division's within a subtree."""
    return set(Division.objects.filter(in_subtree("code", stem)).values_list("code", flat=True))


def weight(code: str) -> int:
    """Return how many living residents stand in a subtree: what shares are weighed by."""
    return sum(
        one.rows().filter(in_subtree(one.column, code), one.counted).count()
        for one in placed.declared()
        if one.weighs
    )


@dataclass(frozen=True, slots=True)
class Affected:
    """What one table holds at the units of a reform that end or move."""

    placed: Placed
    count: int
    says: Sequence[str]
    pages: Sequence[tuple[str, str]]
    """(unit's name, address) of the lists where a reader with the room's permit finds them."""

    @property
    def stays(self) -> bool:
        """Whether the rows keep their code: figures of their day."""
        return self.placed.how is How.STAYS


def touched(one: Placed, moves: Moves) -> "QuerySet[Any]":
    """Return the rows of a table that stand somewhere a reform may move from."""
    inside = Q(pk__in=())
    for root in moves.roots:
        inside |= in_subtree(one.column, root)
    return one.rows().filter(inside)


def moving_codes(one: Placed, moves: Moves) -> list[str]:
    """Return the codes at which a table has rows that a reform moves."""
    codes = touched(one, moves).order_by().values_list(one.column, flat=True).distinct()
    follows = moves.targets if one.how is How.SPAN else moves.target
    return sorted(code for code in codes if follows(code))


def preview(actor: Actor, found: Reform) -> list[Affected]:
    """Return what every room would move: counts, and who holds roles, for those who manage."""
    rows = successions(found)
    moves, names = Moves(rows), old_names(found)
    shown = []
    for one in placed.declared():
        codes = moving_codes(one, moves)
        inside = one.rows().filter(**{f"{one.column}__in": codes}).filter(one.counted)
        count = inside.count()
        if not count:
            continue
        pages = []
        if one.listing and one.permit is not None and actor.may(one.permit):
            tops = sorted({code[: Level.TOWN] for code in codes} & set(names)) or codes
            pages = [(names[top], one.listing.format(code=top)) for top in tops if top in names]
        says = one.says(inside)[:SHOWN] if one.says else []
        shown.append(Affected(one, count, says, pages))
    return shown


def executed(code: str) -> QuerySet[Reform]:
    """Return the reforms in effect that touched a division, in the order of their days."""
    mine = Succession.objects.filter(Q(old=code) | Q(new=code), reform=OuterRef("pk"))
    done = Reform.objects.filter(Exists(mine), state=State.EXECUTED)
    return done.order_by("on", "executed_at", "pk")


def of_division(actor: Actor, code: str) -> list[Reform]:
    """Return the reforms that touched a division or will, without those dropped, newest first."""
    mine = Succession.objects.filter(Q(old=code) | Q(new=code), reform=OuterRef("pk"))
    shown = reforms(actor).filter(Exists(mine)).exclude(state=State.WITHDRAWN)
    return list(shown.order_by("-on", "-pk"))


def successors(code: str) -> list[str]:
    """Return the units that a unit which ended went on in, by the reform that ended it."""
    last = (
        Reform.objects.filter(successions__old=code, state=State.EXECUTED)
        .order_by("-on", "-executed_at")
        .first()
    )
    if last is None:
        return []
    rows = last.successions.filter(old=code).exclude(new=code)
    return list(rows.order_by("-share", "new").values_list("new", flat=True))


def steps(within: str = "") -> list[Step]:
    """Return the reforms in effect as steps for re-basing, in the order they were executed."""
    rows = Succession.objects.filter(
        in_subtree("reform__division", within), reform__state=State.EXECUTED
    ).order_by("reform__on", "reform__executed_at", "reform", "old")
    links: dict[tuple[int, date], list[Link]] = {}
    for key, on, old, new, share in rows.values_list("reform", "reform__on", "old", "new", "share"):
        links.setdefault((key, on), []).append(Link(old, new, share))
    return [Step(on, found) for (_key, on), found in links.items()]


def units_then(
    code: str, known: Sequence[Step], *, day: date, until: date, before: bool = False
) -> list[str]:
    """Return the units of a day (or of the eve of it) of which a unit of `until` was made."""
    return origins(code, known, day=day - timedelta(days=1) if before else day, until=until)


def reformed_after(day: date) -> bool:
    """Say whether a reform in effect came after a day: then rows stood elsewhere on it."""
    return Reform.objects.filter(state=State.EXECUTED, on__gt=day).exists()


def stood(key: str, column: str, *, on: date, row: str = "pk") -> Combinable:
    """Return the expression of where a row stood on a day, from where it stands now.

    `key` is the table's in `platform.placed`; `row` and `column` lead to its id and its code.
    """
    if not reformed_after(on):
        return F(column)
    earliest = Moved.objects.filter(
        what=key, row=OuterRef(row), did="changed", reform__on__gt=on,
        reform__state=State.EXECUTED,
    ).order_by("reform__on", "reform__executed_at", "pk")  # fmt: skip
    return Coalesce(Subquery(earliest.values("before")[:1]), F(column))


def with_stragglers() -> Iterator[int]:
    """Yield the reforms in effect behind which rows stand at codes that ended, in their order.

    Each is looked at as it is reached: what one reform takes along, the next may take further.
    """
    done = Reform.objects.filter(state=State.EXECUTED).order_by("on", "executed_at", "pk")
    return (found.pk for found in done if _has_stragglers(found))


def _has_stragglers(found: Reform) -> bool:
    moves = Moves(successions(found))
    return any(
        _late(one, found, moves).exists() for one in placed.declared() if one.how is not How.STAYS
    )


def _late(one: Placed, found: Reform, moves: Moves) -> "QuerySet[Any]":
    rows = touched(one, moves).filter(**{f"{one.column}__in": moving_codes(one, moves)})
    if one.how is How.NOW:
        return rows
    rows = rows.filter(Q(until=None) | Q(until__gt=found.on))
    return rows.filter(retracted_at=None) if one.how is How.DATED else rows
