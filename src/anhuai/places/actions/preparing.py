"""Preparing a reform: which units, what they become, which villages go where."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from anhuai.kernel.divisions import Level, level_of, parent_of
from anhuai.kernel.text import normalise
from anhuai.places import queries
from anhuai.places.models import Division, Reform
from anhuai.places.models import Succession as SuccessionRow
from anhuai.places.rules import (
    BadReform,
    Kind,
    Roles,
    State,
    Succession,
    check,
    shares_by_weight,
    villages_follow,
)
from anhuai.platform import clock
from anhuai.platform.acting import Actor, NotHere, action
from anhuai.platform.permits import Permit
from anhuai.platform.posting import Stale

DOCUMENT_LENGTH = 200
NAME_LENGTH = 60
EARLIEST = date(1949, 10, 1)


@dataclass(frozen=True, slots=True)
class Part:
    """A successor as an officer writes it: code, name, its share or None to weigh by residents.

    "" as name keeps the name of the unit that has the code.
    """

    code: str
    name: str = ""
    share: Decimal | None = None


@dataclass(frozen=True, slots=True)
class _Asked:
    kind: Kind
    units: Sequence[str]
    parts: Sequence[Part]
    on: date

    @property
    def is_weighed(self) -> bool:
        """Whether shares are to be weighed by residents."""
        return len(self.parts) > 1 and all(part.share is None for part in self.parts)


@action(
    permit=Permit.PLACES_MANAGE,
    title=_("拟订区划变更"),
    logs=("kind", "units", "on"),
    subject="reform",
)
def prepare_reform(
    actor: Actor, *, kind: Kind, units: Sequence[str], parts: Sequence[Part], on: date,
    document: str, note: str = "", roles: Roles = Roles.FOLLOW,
) -> Reform:  # fmt: skip
    """Draft a reform of units within scope; raises `BadReform`, `NotHere`.

    The first of `parts` takes what belongs to a unit that ends; a unit that goes on keeps its own.
    Villages of towns follow with proposed codes, which `assign_villages` changes.
    """
    asked = _Asked(kind, units, parts, on)
    document = _document(document, on)
    _within_scope(actor, [*units, *(part.code for part in parts)])
    own = _successions(asked)
    rows = [*own, *_villages(own, on)]
    recheck(kind, rows, on)
    reform = Reform.objects.create(
        kind=kind.value, on=on, document=document, note=normalise(note)[:300], roles=roles.value,
        is_weighed=asked.is_weighed, division=_above(own), state=State.DRAFTED.value,
        prepared_by=actor.account, prepared_name=actor.name[:64], prepared_at=clock.now(),
    )  # fmt: skip
    _keep(reform, rows)
    return reform


@action(
    permit=Permit.PLACES_MANAGE,
    title=_("安排村（社区）归属"),
    logs=("reform", "version"),
    subject="reform",
)
def assign_villages(
    actor: Actor, *, reform: int, version: int, towns: Mapping[str, str], codes: Mapping[str, str],
    names: Mapping[str, str],
) -> Reform:  # fmt: skip
    """Say which town each village goes to, with which code ("" proposes one) and name.

    Shares of a split are weighed anew where they were weighed before. Raises `BadReform`, `Stale`.
    """
    found = _draft(actor, reform, version)
    own = queries.own_level(queries.successions(found))
    known = queries.villages_of([row.old for row in own], on=found.on)
    allowed = {row.new for row in own}
    if not set(towns.values()) <= allowed or not set(towns) <= set(known):
        raise NotHere("division", found.pk)
    followed = villages_follow(own, known, _used(own), towns)
    rows = [*own, *(_named(row, codes, names) for row in followed)]
    recheck(Kind(found.kind), rows, found.on)
    if found.is_weighed:
        own = _reweighed(own, rows, known)
    found.successions.all().delete()
    _keep(found, [*own, *rows[len(own) :]])
    return found


@action(
    permit=Permit.PLACES_MANAGE,
    title=_("撤回区划变更"),
    logs=("reform", "version"),
    subject="reform",
)
def withdraw_reform(actor: Actor, *, reform: int, version: int) -> Reform:
    """Drop a draft; it stays on the list as withdrawn."""
    found = _draft(actor, reform, version)
    found.state = State.WITHDRAWN.value
    found.save(update_fields=["state"])
    return found


def _draft(actor: Actor, reform: int, version: int) -> Reform:
    found = queries.managed_reform(actor, reform, lock=True)
    if found.state != State.DRAFTED:
        raise BadReform(
            "state", "只有待确认的变更可以修改或作废。", "Only a draft can be changed or withdrawn."
        )
    if found.version != version:
        raise Stale("reform", found.pk)
    found.version += 1
    found.stopped_for = found.stopped_for_en = ""
    found.save(update_fields=["version", "stopped_for", "stopped_for_en"])
    return found


def _document(text: str, on: date) -> str:
    document = normalise(text)
    if not document or len(document) > DOCUMENT_LENGTH:
        raise BadReform(
            "document",
            f"请写明依据文件的名称和文号，最多 {DOCUMENT_LENGTH} 个字。",
            "State the document the reform rests on.",
            field="document",
        )
    if on < EARLIEST:
        raise BadReform("too_early", "请核对生效日期的年份。", "Check the year.", field="on")
    return document


def _within_scope(actor: Actor, codes: Sequence[str]) -> None:
    scope = actor.scope(Permit.PLACES_MANAGE)
    for code in codes:
        if not scope.covers(code):
            raise NotHere("division", code)


def _successions(asked: _Asked) -> list[Succession]:
    """Return the units' own successions; existing units that take something in go on themselves."""
    if not asked.units or not asked.parts:
        raise BadReform("unit", "请选择单位。", "Choose the units.", field="units")
    current = _current([*asked.units, *(part.code for part in asked.parts)])
    shares = _shares(asked)
    rows = []
    for old in dict.fromkeys(asked.units):
        goes_on = any(part.code == old for part in asked.parts)
        heir = old if goes_on else asked.parts[0].code
        for part, share in zip(asked.parts, shares, strict=True):
            kept = current[part.code].name if part.code in current else ""
            name = normalise(part.name)[:NAME_LENGTH] or kept
            rows.append(Succession(old, part.code, name, share, part.code == heir))
    olds = {row.old for row in rows}
    for row in list(rows):
        if row.new in current and row.new not in olds:
            olds.add(row.new)
            rows.append(Succession(row.new, row.new, row.name))
    return rows


def _shares(asked: _Asked) -> list[Decimal]:
    """Return the parts' shares; those to be weighed start whole, until villages are assigned."""
    if len(asked.parts) == 1 or asked.is_weighed:
        if asked.is_weighed and level_of(asked.units[0]) is Level.VILLAGE:
            raise BadReform(
                "share", "村一级分设请填写各部分的百分比。", "State the percentages of the parts.",
                field="parts",
            )  # fmt: skip
        return [Decimal(at == 0) for at in range(len(asked.parts))]
    return [part.share if part.share is not None else Decimal(0) for part in asked.parts]


def _reweighed(
    own: Sequence[Succession], rows: Sequence[Succession], villages: Mapping[str, str]
) -> list[Succession]:
    """Weigh the parts of towns by the residents of the villages that go to each."""
    goes = {row.old: parent_of(row.new) for row in rows if len(row.old) == Level.VILLAGE}
    found = []
    for old in dict.fromkeys(row.old for row in own):
        parts = [row for row in own if row.old == old]
        shares = [row.share for row in parts]
        if len(parts) > 1:
            weights = dict.fromkeys((row.new for row in parts), 0)
            for village in villages:
                if parent_of(village) == old:
                    weights[goes.get(village, old)] += queries.weight(village)
            if sum(weights.values()):
                shares = shares_by_weight(list(weights.values()))
        found += [
            Succession(row.old, row.new, row.name, share, row.is_heir)
            for row, share in zip(parts, shares, strict=True)
        ]
    return found


def _villages(own: Sequence[Succession], on: date) -> list[Succession]:
    if level_of(own[0].old) is not Level.TOWN:
        return []
    known = queries.villages_of([row.old for row in own], on=on)
    return villages_follow(own, known, _used(own))


def _used(own: Sequence[Succession]) -> set[str]:
    return queries.used_codes(_above(own))


def _named(row: Succession, codes: Mapping[str, str], names: Mapping[str, str]) -> Succession:
    code = codes.get(row.old, "") or row.new
    if parent_of(code) != parent_of(row.new):
        raise BadReform(
            "code",
            f"{code} 不在所选的乡镇 {parent_of(row.new)} 内，请核对前 9 位。",
            f"{code} does not lie in the town chosen, {parent_of(row.new)}: check its 9 digits.",
        )
    return Succession(row.old, code, normalise(names.get(row.old, ""))[:NAME_LENGTH] or row.name)


def _current(codes: Sequence[str]) -> dict[str, Division]:
    rows = Division.objects.filter(code__in=codes, until=None)
    return {row.code: row for row in rows}


def recheck(kind: Kind, rows: Sequence[Succession], on: date) -> None:
    """Raise `BadReform` unless the successions still fit the divisions on record."""
    current = _current([row.old for row in rows])
    news = [row.new for row in rows]
    if len({row.new for row in rows if len(row.new) == Level.VILLAGE}) < len(
        [row for row in rows if len(row.new) == Level.VILLAGE and len(rows[0].old) == Level.TOWN]
    ):
        raise BadReform(
            "used", "两个村不能用同一个代码。", "Two villages cannot have one code.", field="code"
        )
    check(
        kind, rows, on=on,
        since={code: row.since for code, row in current.items()},
        names={code: row.name for code, row in current.items()},
        used=set(Division.objects.filter(code__in=news).values_list("code", flat=True)),
    )  # fmt: skip
    towns = {parent_of(code) for code in news if len(code) == Level.VILLAGE} - set(news)
    missing = towns - set(_current(sorted(towns)))
    if missing:
        raise BadReform(
            "code",
            f"没有代码为 {min(missing)} 的乡镇。",
            f"There is no town {min(missing)}.",
            field="code",
        )


def _above(rows: Sequence[Succession]) -> str:
    town = rows[0].old[: Level.TOWN]
    return parent_of(town)


def _keep(reform: Reform, rows: Sequence[Succession]) -> None:
    names = {code: row.name for code, row in _current([row.old for row in rows]).items()}
    SuccessionRow.objects.bulk_create(
        SuccessionRow(
            reform=reform, old=row.old, old_name=names[row.old], new=row.new, name=row.name,
            share=row.share, is_heir=row.is_heir,
        )
        for row in rows
    )  # fmt: skip
