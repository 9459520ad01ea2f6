"""Reading divisions, their names, figures and outlines: public facts, none of them personal."""

from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from time import monotonic
from typing import Final

from django.db.models import Q, QuerySet
from django.db.models.functions import Left

from anhuai.kernel.divisions import Level
from anhuai.places.models import Division, Edition
from anhuai.places.rules import Place
from anhuai.platform import county
from anhuai.platform.acting import Actor, NotHere, Scope, in_subtree
from anhuai.platform.compiled import Compiled
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


_RENEWED_EVERY_S: Final = 2.0
_edition: list[float] = []  # the edition the names are of, and when to look again


@lru_cache(maxsize=256)
def _names(stem: str) -> Mapping[str, Place]:
    """Return a county's divisions by code, ended ones too; shorter codes are remembered alone."""
    rows = Division.objects.filter(in_subtree("code", stem) if len(stem) == 6 else Q(code=stem))
    found = rows.order_by("code", "since").values_list(
        "code", "name", "short_name", "level", "is_urban", "until"
    )
    return {row[0]: Place(*row[:5], is_current=row[5] is None) for row in found}


_NUMBER = Compiled(lambda: Edition.objects.values_list("number", flat=True))


def _renew() -> None:
    """Forget the names when another process changed divisions; asked every two seconds."""
    now = monotonic()
    if _edition and now < _edition[1]:
        return
    number = next(iter(_NUMBER()), 0)
    if _edition and _edition[0] != number:
        _names.cache_clear()
        _choices.cache_clear()
    _edition[:] = [number, now + _RENEWED_EVERY_S]


def edition() -> int:
    """Return a number that changes whenever divisions do, at most two seconds late."""
    _renew()
    return int(_edition[0]) if _edition else 0


def forget() -> None:
    """Drop the remembered names after divisions changed (also in tests)."""
    _names.cache_clear()
    _choices.cache_clear()
    _edition.clear()


def place(code: str) -> Place | None:
    """Return a division by its code, if it is on record; one that ended as it was last."""
    _renew()
    return _names(code[: Level.COUNTY]).get(code)


def name_of(code: str) -> str:
    """Return a division's short name; a code not on record is its own name."""
    found = place(code)
    return found.short_name if found else code


def path_of(code: str) -> str:
    """Return a village with its town, as an address begins: 沙河镇东寨村."""
    found = place(code)
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
    _renew()
    return [
        one.code
        for stem in _stems(within)
        for one in _names(stem).values()
        if one.level == level
        and one.is_current
        and one.code.startswith(within)
        and text in (one.name, one.short_name, path_of(one.code))
    ]


def _stems(within: str) -> list[str]:
    """Return the counties in which a name is looked for: of a wide scope, the area served."""
    if len(within) >= Level.COUNTY:
        return [within[: Level.COUNTY]]
    served = county.code()
    area = served if served.startswith(within) else within
    if len(area) >= Level.COUNTY:
        return [area[: Level.COUNTY]]
    rows = Division.objects.filter(in_subtree("code", area), until=None, level__gte=Level.COUNTY)
    return sorted(rows.annotate(stem=Left("code", 6)).values_list("stem", flat=True).distinct())


def choices(
    actor: Actor, *, on: date, permit: Permit, level: Level | None = None, within: str = ""
) -> tuple[tuple[str, str], ...]:
    """Return (code, indented name) of the divisions a permit reaches, for a form's list."""
    _renew()
    return _choices(actor.scope(permit), on, level, within)


@lru_cache(maxsize=512)
def _choices(
    scope: Scope, on: date, level: Level | None, within: str
) -> tuple[tuple[str, str], ...]:
    reached = current(on=on).filter(scope.within("code"), in_subtree("code", within))
    reached = reached if level is None else reached.filter(level=level)
    rows = reached.order_by("code").values_list("code", "short_name", "level")
    indent = {Level.TOWN: "　", Level.VILLAGE: "　　"} if level is None else {}
    return tuple((code, indent.get(Level(at), "") + name) for code, name, at in rows)


def roots(scope: Scope, *, served: str) -> list[str]:
    """Return the divisions a scope starts at; the whole country narrows to the served area."""
    return [served if root == "" else root for root in scope.divisions]


def division(actor: Actor, code: str, *, on: date) -> Division:
    """Return a division that the actor reaches or that lies above; raises `NotHere`.

    One that has ended is shown as it was last.
    """
    scope = actor.scope(Permit.PLACES_READ)
    found = current(on=on).filter(code=code).first()
    if found is None:
        found = Division.objects.filter(code=code, until__lte=on).order_by("-since").first()
    above = any(root.startswith(code) for root in scope.divisions)
    if found is None or not (scope.covers(code) or above or scope.persons or scope.organisations):
        raise NotHere("division", code)
    return found
