"""Reading divisions, their names, figures and outlines: public facts, none of them personal."""

from collections.abc import Iterable, Mapping
from datetime import date
from functools import lru_cache
from typing import Any

from django.db.models import Q, QuerySet

from anhuai.kernel.divisions import Level
from anhuai.places.models import Boundary, Division, PopulationFigure
from anhuai.places.rules import Place
from anhuai.platform.acting import Actor, NotHere, Scope, in_subtree
from anhuai.platform.permits import Permit


def current(*, on: date) -> QuerySet[Division]:
    """Return the divisions that existed on a day."""
    return Division.objects.filter(since__lte=on).exclude(until__lte=on)


def divisions(
    actor: Actor,
    *,
    on: date,
    level: Level | None = None,
    urban: bool | None = None,
    division: str = "",
    permit: Permit = Permit.PLACES_READ,
) -> QuerySet[Division]:
    """Return a subtree's divisions on a day as far as the permit reaches; the place is `code`."""
    found = current(on=on).filter(actor.scope(permit).within("code"), in_subtree("code", division))
    if level is not None:
        found = found.filter(level=level)
    return found if urban is None else found.filter(is_urban=urban)


@lru_cache(maxsize=1)
def _names() -> Mapping[str, Place]:
    rows = Division.objects.order_by("code", "since").values_list(
        "code", "name", "short_name", "level", "is_urban"
    )
    return {row[0]: Place(*row) for row in rows}


def forget() -> None:
    """Drop the remembered names after divisions changed (also in tests)."""
    _names.cache_clear()


def place(code: str) -> Place | None:
    """Return a division by its code, if it is on record."""
    return _names().get(code)


def name_of(code: str) -> str:
    """Return a division's short name; a code not on record is its own name."""
    found = _names().get(code)
    return found.short_name if found else code


def path_of(code: str) -> str:
    """Return a village with its town, as an address begins: 沙河镇东寨村."""
    found = _names().get(code)
    if found is None:
        return code
    if found.level == Level.VILLAGE:
        return name_of(code[: Level.TOWN]) + found.short_name
    return found.short_name


def exists(code: str, *, on: date) -> bool:
    """Say whether a division existed on a day."""
    return current(on=on).filter(code=code).exists()


def named(text: str, *, within: str, level: Level = Level.VILLAGE) -> list[str]:
    """Return the codes of current divisions of a level that people call `text` within a subtree."""
    return [
        one.code
        for one in _names().values()
        if one.level == level
        and one.code.startswith(within)
        and text in (one.name, one.short_name, path_of(one.code))
    ]


def choices(
    actor: Actor, *, on: date, permit: Permit, level: Level | None = None, within: str = ""
) -> list[tuple[str, str]]:
    """Return (code, indented name) of the divisions a permit reaches, for a form's list."""
    reached = divisions(actor, on=on, permit=permit, division=within, level=level)
    rows = reached.order_by("code").values_list("code", "short_name", "level")
    indent = {Level.TOWN: "　", Level.VILLAGE: "　　"} if level is None else {}
    return [(code, indent.get(Level(at), "") + name) for code, name, at in rows]


def roots(scope: Scope, *, served: str) -> list[str]:
    """Return the divisions a scope starts at; the whole country narrows to the served area."""
    return [served if root == "" else root for root in scope.divisions]


def division(actor: Actor, code: str, *, on: date) -> Division:
    """Return a division that the actor reaches or that lies above; raises `NotHere`."""
    scope = actor.scope(Permit.PLACES_READ)
    found = current(on=on).filter(code=code).first()
    above = any(root.startswith(code) for root in scope.divisions)
    if found is None or not (scope.covers(code) or above or scope.persons or scope.organisations):
        raise NotHere("division", code)
    return found


def figures(code: str) -> QuerySet[PopulationFigure]:
    """Return the published population figures of a division, newest first."""
    return PopulationFigure.objects.filter(code=code).order_by("measure", "definition", "-on")


def outline(code: str) -> dict[str, Any]:
    """Return a division's own outline as GeoJSON features."""
    return _collection(Boundary.objects.filter(code=code))


def outlines_below(code: str) -> dict[str, Any]:
    """Return the outlines one level below a division as GeoJSON features."""
    level = {2: 4, 4: 6, 6: 9, 9: 12}.get(len(code), 0)
    found = Boundary.objects.filter(in_subtree("code", code)).filter(
        Q(code__regex=rf"^\d{{{level}}}$") if level else Q(pk__in=())
    )
    return _collection(found)


def _collection(boundaries: Iterable[Boundary]) -> dict[str, Any]:
    features = [
        {
            "type": "Feature",
            "properties": {"code": b.code, "name": name_of(b.code), "basis": b.basis},
            "geometry": b.geometry,
        }
        for b in boundaries
    ]
    return {"type": "FeatureCollection", "features": features}
