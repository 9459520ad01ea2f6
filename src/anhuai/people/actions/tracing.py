"""What a joining of files changed, row by row and column by column, and putting it back exactly.

Rows are read before and after; the difference is the record. Sealed columns are kept as text within
the sealed whole and without their blind indexes, so that a change of keys in between does no harm.
"""

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Any

from django.apps import apps
from django.db import IntegrityError, transaction
from django.db.models import BinaryField, Model, Q, QuerySet

from anhuai.people.actions.rows import Impossible
from anhuai.people.models import Household, Membership, Person
from anhuai.platform import pointing
from anhuai.platform.sealed import columns_of, written
from anhuai.platform.sealing import unseal

Rows = dict[str, dict[str, Any]]
Change = dict[str, Any]
_GOES_ON = ("people.Person:", "people.Household:")
"""Whoever lives goes on being corrected: of these only the columns that changed are put back."""
_PASSING = ("version", "updated_at")
"""Columns that only ever move on: putting a file back makes it newer, not older."""


def seen(persons: Iterable[int], households: Iterable[int]) -> Rows:
    """Return every row that points at some persons or belongs to their households, as texts."""
    found: Rows = {}
    people, homes = list(persons), list(households)
    for rows in _touched(people, homes):
        for row in rows:
            found[f"{row._meta.label}:{row.pk}"] = _plain(row)
    return found


def seen_again(before: Rows, persons: Iterable[int], households: Iterable[int]) -> Rows:
    """Return the same rows later, those that no longer point at the persons too."""
    found = seen(persons, households)
    for key in before.keys() - found.keys():
        model, number = _named(key)
        row = model._base_manager.filter(pk=number).first()
        if row is not None:
            found[key] = _plain(row)
    return found


def _touched(people: list[int], homes: list[int]) -> Iterator["QuerySet[Any]"]:
    living = Membership.objects.filter(household__in=homes, until=None, retracted_at=None)
    near = Q(pk__in=people) | Q(pk__in=living.values("person"))
    yield Person.objects.filter(near)
    yield Household.objects.filter(pk__in=homes)
    yield Membership.objects.filter(household__in=homes)
    for one in pointing.declared():
        yield one.rows().filter(**{f"{one.column}__in": people})


def _plain(row: Model) -> dict[str, Any]:
    values: dict[str, Any] = {}
    indexes = {index for _column, index in columns_of(type(row))}
    for field in row._meta.concrete_fields:
        value = getattr(row, field.attname)
        if field.attname in indexes:
            continue
        if isinstance(field, BinaryField):
            values[field.attname] = unseal(value)
        elif isinstance(value, date | datetime):
            values[field.attname] = value.isoformat()
        else:
            values[field.attname] = value
    return values


def difference(before: Rows, after: Rows) -> list[Change]:
    """Return which rows were changed, made or removed between two readings."""
    found: list[Change] = []
    for key in sorted({*before, *after}):
        old, new = before.get(key), after.get(key)
        if old is None or new is None:
            found.append({"row": key, "before": old, "after": new})
            continue
        names = [name for name in old if old[name] != new[name]]
        if names and not key.startswith(_GOES_ON):
            found.append({"row": key, "before": old, "after": new})
        elif names:
            found.append({
                "row": key, "before": {name: old[name] for name in names},
                "after": {name: new[name] for name in names},
            })  # fmt: skip
    return found


def put_back(changes: list[Change]) -> None:
    """Undo changes exactly; raises `Impossible` where something later built on one of them.

    Rows go back in an order no constraint stands against: a person who was removed, rows that
    pointed elsewhere, rows that were made, rows that were removed, the rest, a person who was made.
    """
    for one in changes:
        _require_unchanged(one)
    try:
        with transaction.atomic():
            _free_numbers(changes)
            for one in sorted(changes, key=_order):
                _put_back(one)
    except IntegrityError:
        raise _built_on() from None


def _free_numbers(changes: list[Change]) -> None:
    """Let go of ID numbers that change hands: two files must not hold one even for a moment."""
    moved = [
        one for one in changes
        if one["row"].startswith("people.Person:")
        and (one["before"] is None or "identity_sealed" in one["before"])
    ]  # fmt: skip
    keys = [int(one["row"].partition(":")[2]) for one in moved]
    Person.objects.filter(pk__in=keys).update(identity_index="")


def _order(change: Change) -> int:
    is_person = change["row"].startswith("people.Person:")
    if change["after"] is None:
        return 0 if is_person else 3
    if change["before"] is None:
        return 5 if is_person else 2
    pointed = {f"{one.column}_id" for one in pointing.declared()} | {"person"}
    points = [name for name in pointed if change["before"].get(name) != change["after"].get(name)]
    return 1 if points and not is_person else 4


def _named(key: str) -> tuple[type[Model], int]:
    label, _colon, number = key.partition(":")
    return apps.get_model(label), int(number)


def _require_unchanged(change: Change) -> None:
    model, key = _named(change["row"])
    row = model._base_manager.filter(pk=key).first()
    if change["after"] is None:
        if row is not None:
            raise _built_on()
        return
    if row is None:
        raise _built_on()
    now = _plain(row)
    expected = {k: v for k, v in change["after"].items() if k not in _PASSING}
    if any(now[name] != value for name, value in expected.items()):
        raise _built_on()


def _built_on() -> Impossible:
    return Impossible(
        "ended",
        "合并或拆分之后，有的记录又被改过，不能原样撤销；请先把后来的改动改回，或改用拆分（合并）办理。",
        "Some of the rows were changed since, so this cannot be undone exactly: take the later "
        "changes back first, or split (or merge) instead.",
    )


def _put_back(change: Change) -> None:
    model, key = _named(change["row"])
    if change["before"] is None:
        model._base_manager.filter(pk=key).delete()
        return
    said = {k: v for k, v in change["before"].items() if k not in _PASSING}
    values = written(model, said)
    if change["after"] is None:
        values |= {name: change["before"][name] for name in _PASSING if name in change["before"]}
        if "version" in values:
            values["version"] += 1
        model(**_read(model, values)).save(force_insert=True)
        return
    rows = model._base_manager.filter(pk=key)
    rows.update(**_read(model, values))
    if "version" in change["before"]:
        row = rows.get()
        rows.update(version=row.version + 1)  # type: ignore[attr-defined]


def _read(model: type[Model], values: dict[str, Any]) -> dict[str, Any]:
    known = {field.attname: field for field in model._meta.concrete_fields}
    return {
        name: value if isinstance(known[name], BinaryField) else known[name].to_python(value)
        for name, value in values.items()
    }
