"""Where sealed values stand, and sealing them anew with the key that writes now.

Columns are found, not listed: a `BinaryField` named `…_sealed`, with the index `…_index` beside it
where there is one. A guard finds a sealed value kept anywhere else.
"""

import base64
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from allauth.mfa.models import Authenticator
from django.apps import apps
from django.db import IntegrityError, OperationalError, connection, transaction
from django.db.models import BinaryField, F, Model, Q, QuerySet
from django.db.models.functions import Substr

from anhuai.platform import keyring
from anhuai.platform.sealing import blind_index, mark_of, seal, unseal, version_of

BATCH = 500
_SUFFIX = "_sealed"
_TRIES = 5
_IN_FACTORS = ("secret", "seed")  # what allauth's MFA keeps through our adapter, base64 in a JSON


@dataclass(frozen=True, slots=True)
class Place:
    """One table with sealed values: pairs of sealed column and index ("" without one)."""

    model: type[Model]
    columns: tuple[tuple[str, str], ...]

    @property
    def label(self) -> str:
        """The table's name for good."""
        return str(self.model._meta.label)


def places() -> list[Place]:
    """Return every table that holds sealed values, in the order of their names."""
    found = [Place(model, columns) for model in apps.get_models() if (columns := columns_of(model))]
    found.append(Place(Authenticator, ()))
    return sorted(found, key=lambda place: place.label)


def columns_of(model: type[Model]) -> tuple[tuple[str, str], ...]:
    """Return the sealed columns of a table, each with its index ("" without one)."""
    names = {field.name for field in model._meta.concrete_fields}
    return tuple(
        (field.name, index if (index := f"{stem(field.name)}_index") in names else "")
        for field in model._meta.concrete_fields
        if isinstance(field, BinaryField) and field.name.endswith(_SUFFIX)
    )


def stem(column: str) -> str:
    """Return what a sealed column is called in its blind index: phone_sealed → phone."""
    return column.removesuffix(_SUFFIX)


def written(model: type[Model], texts: Mapping[str, Any]) -> dict[str, Any]:
    """Return columns in which sealed ones are texts as they are written, their indexes too."""
    cells = dict(texts)
    for column, index in columns_of(model):
        if column in texts:
            cells[column] = seal(texts[column])
            if index:
                cells[index] = blind_index(texts[column], of=stem(column))
    return cells


def index_now(value: bytes | memoryview, index: str, *, of: str) -> str:
    """Return a value's index under the key that writes, whichever key it stands under."""
    if version_of(value) in (0, keyring.ring().current.version):
        return index
    return blind_index(unseal(value), of=of)


# counting -------------------------------------------------------------------------------------


def using(place: Place, version: int) -> int:
    """Return how many rows of a table cannot be read without a version of the key."""
    if place.model is Authenticator:
        return sum(version in _versions_of(row.data) for row in _factors())
    return _beginning(place, version, negated=False).count()


def left(place: Place) -> int:
    """Return how many rows of a table are not yet sealed with the key that writes."""
    if place.model is Authenticator:
        own = keyring.ring().current.version
        return sum(bool(_versions_of(row.data) - {own}) for row in _factors())
    return _beginning(place, keyring.ring().current.version, negated=True).count()


def _beginning(place: Place, version: int, *, negated: bool) -> QuerySet[Model]:
    """Return the rows in which some value begins with a version's mark, or with another."""
    key = keyring.ring().keys[version]
    marks = [b"S", b"A"] if version == 1 else [mark_of(key)]
    condition = Q(pk__in=())
    rows = place.model._default_manager.all()
    for number, (column, _index) in enumerate(place.columns):
        name = f"mark_{number}"
        start = Substr(F(column), 1, len(marks[0]), output_field=BinaryField())
        rows = rows.alias(**{name: start})
        fits = Q(**{f"{name}__in": marks})
        condition |= (~fits & ~Q(**{name: b""})) if negated else fits
    return rows.filter(condition)


def _factors() -> "QuerySet[Any]":
    rows: QuerySet[Any] = Authenticator.objects.all()
    return rows


def _versions_of(data: dict[str, Any]) -> set[int]:
    try:
        return {version_of(base64.b64decode(data[key])) for key in _IN_FACTORS if key in data}
    except (ValueError, TypeError):
        return set()  # no key opens it: its owner is let in by an administrator's reset


# sealing anew ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Step:
    """What one small transaction did: up to which row, how many anew, which rows could not be."""

    last: int | None
    changed: int
    blocked: tuple[int, ...] = ()


def step(place: Place, *, after: int) -> Step:
    """Seal the next rows of a table anew in the caller's transaction; `last` is None at its end.

    Rows are locked while they are done, so that whatever an officer writes meanwhile comes before
    or after, never under.
    """
    rows = place.model._default_manager.filter(pk__gt=after).order_by("pk")
    if connection.features.has_select_for_update:
        rows = rows.select_for_update(of=("self",))
    if place.model is Authenticator:
        return _factors_anew(list(rows[:BATCH]))
    names = [name for name, _index in place.columns]
    batch = list(rows.values_list("pk", *names)[:BATCH])
    own = keyring.ring().current.version
    stale = [
        (pk, values) for pk, *values in batch
        if any(version_of(value) not in (0, own) for value in values)
    ]  # fmt: skip
    blocked = _write(place, [(pk, _anew(place, values)) for pk, values in stale])
    last = batch[-1][0] if len(batch) == BATCH else None
    return Step(last, len(stale) - len(blocked), blocked)


def _anew(place: Place, values: Sequence[bytes]) -> list[Any]:
    texts = {
        column: unseal(value) for (column, _index), value in zip(place.columns, values, strict=True)
    }
    cells = written(place.model, texts)
    return [cells[name] for pair in place.columns for name in pair if name]


def _write(place: Place, rows: Sequence[tuple[int, list[Any]]]) -> tuple[int, ...]:
    """Write rows at once; where one meets another under the same index, each alone."""
    if not rows:
        return ()
    table = connection.ops.quote_name(place.model._meta.db_table)
    names = [name for pair in place.columns for name in pair if name]
    cells = ", ".join(f"{connection.ops.quote_name(name)} = %s" for name in names)
    sql = f"UPDATE {table} SET {cells} WHERE id = %s"  # noqa: S608 - names of our own tables
    given = [(*cells, pk) for pk, cells in rows]
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.executemany(sql, given)
    except IntegrityError:
        return tuple(_alone(sql, given))
    return ()


def _alone(sql: str, given: Sequence[tuple[Any, ...]]) -> Iterator[int]:
    for cells in given:
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(sql, cells)
        except IntegrityError:
            # Two people recorded under one number while the key changed: for an officer to merge.
            yield int(str(cells[-1]))


def _factors_anew(batch: Sequence[Authenticator]) -> Step:
    own = keyring.ring().current.version
    stale = [row for row in batch if _versions_of(row.data) - {own}]
    for row in stale:
        for key in set(row.data) & set(_IN_FACTORS):
            text = unseal(base64.b64decode(row.data[key]))
            row.data[key] = base64.b64encode(seal(text)).decode()
        row.save(update_fields=["data"])
    return Step(batch[-1].pk if len(batch) == BATCH else None, len(stale))


def patiently(work: Callable[[], None]) -> None:
    """Do a small transaction, again when it met another one's locks; the last refusal is raised."""
    for _try in range(_TRIES - 1):
        try:
            with transaction.atomic():
                work()
        except OperationalError:
            continue
        return
    with transaction.atomic():
        work()
