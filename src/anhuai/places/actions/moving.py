"""Moving the rows of every room, each remembered, and putting every one of them back."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import F, Model, Q, QuerySet, UniqueConstraint

from anhuai.places import queries
from anhuai.places.actions.copying import copied, insert_selected
from anhuai.places.models import Moved, Reform
from anhuai.places.rules import BadReform, Moves, Roles
from anhuai.platform import clock, placed
from anhuai.platform.acting import Actor
from anhuai.platform.placed import How, Placed

BATCH = 1000


@dataclass
class Passage:
    """One reform at work: where codes go, since when, by whom, and the instant that marks it."""

    reform: Reform
    moves: Moves
    by: str
    at: datetime

    @classmethod
    def of(cls, actor: Actor, reform: Reform) -> "Passage":
        """Return a passage of a reform by an actor."""
        return cls(reform, Moves(queries.successions(reform)), actor.name[:64], clock.now())

    @property
    def on(self) -> date:
        """The first day of the new units."""
        return self.reform.on

    def note(self, one: Placed, row: int, did: str, before: str = "") -> None:
        """Remember what was done to a row."""
        Moved.objects.create(reform=self.reform, what=one.key, row=row, did=did, before=before)

    def note_all(
        self, one: Placed, rows: "QuerySet[Any]", did: str, before: str = "", after: str = ""
    ) -> int:
        """Remember what was done to many rows; one met again is remembered as it first was."""
        known = Moved.objects.filter(reform=self.reform, what=one.key, did=did).values("row")
        return insert_selected(Moved, rows.exclude(pk__in=known), {
            "reform_id": self.reform.pk, "what": one.key, "row": F("pk"), "did": did,
            "before": before, "after": after,
        })  # fmt: skip


def move_all(passage: Passage) -> int:
    """Move every row of every room that stands where the reform changes something; return how many.

    What has moved already is not met again, so that running it again picks up what came late.
    """
    count = 0
    for one in placed.declared():
        if one.how is How.STAYS:
            continue
        codes = queries.moving_codes(one, passage.moves)
        count += sum(_MOVERS[one.how](one, code, passage) for code in codes)
        if one.how is How.DATED:
            made = one.rows().filter(recorded_at=passage.at, recorded_by=passage.by)
            passage.note_all(one, made, "recorded")
    return count


def _standing(one: Placed, code: str) -> "QuerySet[Any]":
    return one.rows().filter(**{one.column: code})


def _write_over(one: Placed, code: str, passage: Passage) -> int:
    new = passage.moves.target(code)
    if new is None:
        return 0
    rows = _standing(one, code)
    passage.note_all(one, rows, "changed", code, new)
    return rows.update(**{one.column: new, **_next_version(one)})


def _next_version(one: Placed) -> dict[str, Any]:
    return {one.version: F(one.version) + 1} if one.version else {}


def _end_and_begin(one: Placed, code: str, passage: Passage) -> int:
    follows = passage.reform.roles == Roles.FOLLOW
    reaching = Q(until=None) | Q(until__gt=passage.on)
    count = 0
    for row in _standing(one, code).filter(reaching).order_by("pk"):
        until = row.until
        passage.note(one, row.pk, "ended", until.isoformat() if until else "")
        row.until = max(passage.on, row.since)  # granted later: never in force at the old unit
        row.save(update_fields=["until"])
        for new in passage.moves.targets(code) if follows else ():
            _begin(one, row, {one.column: new, "since": row.until, "until": until}, passage)
        count += 1
    return count


def _begin(one: Placed, row: Model, values: Mapping[str, Any], passage: Passage) -> None:
    """Begin a copy of a row, unless the same is held already."""
    same = {
        f.attname: getattr(row, f.attname) for f in row._meta.concrete_fields
        if not f.primary_key and f.attname not in ("since", "until", one.column)
    }  # fmt: skip
    place = {one.column: values[one.column]}
    if not one.rows().filter(**same, **place, until=values["until"]).exists():
        begun = type(row)._default_manager.create(**same, **values)
        passage.note(one, begun.pk, "begun")


def _record_anew(one: Placed, code: str, passage: Passage) -> int:
    """Retract rows that reach beyond the day, record them up to it and anew from it."""
    new = passage.moves.target(code)
    if new is None:
        return 0
    reaching = Q(until=None) | Q(until__gt=passage.on)
    rows = _standing(one, code).filter(reaching, retracted_at=None)
    count = rows.update(retracted_at=passage.at)
    gone = _standing(one, code).filter(reaching, retracted_at=passage.at)
    passage.note_all(one, gone, "retracted", code, new)
    copy = copied(gone, without=("retracted_at",)) | {
        "recorded_at": passage.at, "recorded_by": passage.by,
    }  # fmt: skip
    model, before = gone.model, gone.filter(since__lt=passage.on)
    begun = {**copy, one.column: new}
    insert_selected(model, before, copy | {"until": passage.on})
    insert_selected(model, before, begun | {"since": passage.on, **dict(one.marks)})
    insert_selected(model, gone.filter(since__gte=passage.on), begun)
    return count


def _copied(row: Any, by: str, **values: Any) -> Any:
    fields = [f.attname for f in row._meta.concrete_fields if not f.primary_key]
    kept = {name: getattr(row, name) for name in fields}
    return type(row)(**{**kept, "retracted_at": None, "recorded_by": by, **values})


_MOVERS = {How.NOW: _write_over, How.SPAN: _end_and_begin, How.DATED: _record_anew}


def put_back(passage: Passage) -> int:
    """Put every row the reform moved back where it was; return how many."""
    count = 0
    for one in placed.declared():
        mine = Moved.objects.filter(reform=passage.reform, what=one.key)
        if one.how is not How.STAYS:
            count += _RETURNS[one.how](one, mine, passage)
    return count


def _write_back(one: Placed, mine: "QuerySet[Moved]", _passage: Passage) -> int:
    count = 0
    for pairs in _batches(mine.values_list("before", "row")):
        for before in sorted({before for before, _row in pairs}):
            rows = [row for code, row in pairs if code == before]
            values = {one.column: before, **_next_version(one)}
            count += one.rows().filter(pk__in=rows).update(**values)
    return count


def _batches(rows: "QuerySet[Any, Any]") -> Iterable[list[Any]]:
    found = list(rows.order_by("pk"))
    for start in range(0, len(found), BATCH):
        yield found[start : start + BATCH]


def _give_back(one: Placed, mine: "QuerySet[Moved]", _passage: Passage) -> int:
    ended = list(mine.filter(did="ended").values_list("row", "before"))
    for row, before in ended:
        until = date.fromisoformat(before) if before else None
        one.rows().filter(pk=row).update(until=until)
    begun = mine.filter(did="begun").values_list("row", flat=True)
    one.rows().filter(pk__in=list(begun)).update(until=F("since"))  # never in force
    return len(ended)


def _record_back(one: Placed, mine: "QuerySet[Moved]", passage: Passage) -> int:
    """Retract what was recorded, record again what was retracted; earlier reforms learn the ids."""
    count = 0
    for pks in _batches(mine.filter(did="recorded").values_list("row", flat=True)):
        one.rows().filter(pk__in=pks).update(retracted_at=passage.at)
    for pks in _batches(mine.filter(did="retracted").values_list("row", flat=True)):
        rows = list(one.rows().filter(pk__in=pks).order_by("pk"))
        copies = [_copied(row, passage.by, recorded_at=passage.at) for row in rows]
        made = type(rows[0])._default_manager.bulk_create(copies)
        again = {row.pk: copy.pk for row, copy in zip(rows, made, strict=True)}
        earlier = Moved.objects.filter(what=one.key, row__in=list(again), did="recorded")
        for moved in earlier.exclude(reform=passage.reform):
            moved.row = again[moved.row]
            moved.save(update_fields=["row"])
        count += len(rows)
    return count


_RETURNS = {How.NOW: _write_back, How.SPAN: _give_back, How.DATED: _record_back}


def in_the_way(reform: Reform) -> None:
    """Raise `BadReform` when something after a reform keeps it from being undone.

    A later reform of one of its units; rows it moved that changed since; rows that came to stand
    at codes it began, which would end.
    """
    _later_reform(reform)
    moves = Moves(queries.successions(reform))
    changed: Counter[str] = Counter()
    for one in placed.declared():
        mine = Moved.objects.filter(reform=reform, what=one.key)
        count = _altered(one, mine) + _arrived(one, mine, moves)
        if count:
            changed[str(one.title)] += count
    if changed:
        says = "、".join(f"{title} {count} 条" for title, count in changed.items())
        raise BadReform(
            "moved",
            f"生效之后又有新的变动：{says}。撤销会打乱这些记录，不能撤销；请另行登记一次变更。",
            f"{sum(changed.values())} records changed since: undoing would disturb them. "
            "Record another reform instead.",
        )


def _later_reform(reform: Reform) -> None:
    codes = set(reform.successions.values_list("old", flat=True))
    codes |= set(reform.successions.values_list("new", flat=True))
    touching = Q(successions__old__in=codes) | Q(successions__new__in=codes)
    done = ("executed", "undoing")
    later = Reform.objects.filter(
        touching, state__in=done, executed_at__gt=reform.executed_at
    ).exclude(pk=reform.pk)  # fmt: skip
    first = later.order_by("executed_at").first()
    if first is not None:
        raise BadReform(
            "later",
            f"之后又生效了《{first.document}》（{first.on}），请先撤销那一项。",
            f"A later reform of {first.on} is in effect: undo that one first.",
        )


def _altered(one: Placed, mine: "QuerySet[Moved]") -> int:
    count = 0
    for pairs in _batches(mine.filter(did="changed").values_list("row", "after")):
        held = dict(one.rows().filter(pk__in=[r for r, _a in pairs]).values_list("pk", one.column))
        count += sum(held.get(row) != after for row, after in pairs)
    for pks in _batches(mine.filter(did="recorded").values_list("row", flat=True)):
        count += len(pks) - one.rows().filter(pk__in=pks, retracted_at=None).count()
    for pks in _batches(mine.filter(did="begun").values_list("row", flat=True)):
        count += one.rows().filter(pk__in=pks).exclude(until=None).count()
    return count


def _arrived(one: Placed, mine: "QuerySet[Moved]", moves: Moves) -> int:
    if one.how is How.STAYS or not moves.begun:
        return 0
    rows = one.rows().filter(**{f"{one.column}__in": sorted(moves.begun)})
    if one.how is How.DATED:
        rows = rows.filter(retracted_at=None)
    ours = mine.filter(did__in=["changed", "begun", "recorded"]).values("row")
    return rows.exclude(pk__in=ours).count()


def clashes(moves: Moves) -> None:
    """Raise `BadReform` where two records that must differ would come to stand in one place."""
    for one in (one for one in placed.declared() if one.how is not How.STAYS):
        for constraint in one.rows().model._meta.constraints:
            if isinstance(constraint, UniqueConstraint) and one.column in constraint.fields:
                names = _clashing(one, constraint, moves)
                if names:
                    raise BadReform(
                        "clash",
                        f"{one.title}：变更后会在同一地区重复（{'、'.join(names[:5])}），"
                        "请先更名、合并或注销其中一条。",
                        f"{len(names)} records would be twice in one place: rename or end one.",
                    )


def _clashing(one: Placed, constraint: UniqueConstraint, moves: Moves) -> list[str]:
    others = [name for name in constraint.fields if name != one.column]
    codes = {code: moves.target(code) for code in queries.moving_codes(one, moves)}
    news = {new for new in codes.values() if new}
    rows = one.rows().filter(**{f"{one.column}__in": [*codes, *news]})
    rows = rows.filter(constraint.condition) if constraint.condition else rows
    seen: Counter[tuple[Any, ...]] = Counter()
    for code, *rest in rows.values_list(one.column, *others):
        seen[(codes.get(code) or code, *rest)] += 1
    return [str(key[-1]) for key, count in seen.items() if count > 1]
