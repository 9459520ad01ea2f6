"""Lists as flat tuples of ready strings, paged by key: a page costs a few milliseconds of CPU."""

import base64
import binascii
import html
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import ValidationError
from django.db.models import Model, Q, QuerySet
from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.safestring import SafeString

from anhuai.kernel.confidence import Basis
from anhuai.platform.compiled import Compiled, Slot

PAGE = 50
Text = str | Promise


@dataclass(frozen=True, slots=True)
class Column:
    """One column: `sort` is the order (field names) a click on its head gives."""

    key: str
    title: Text
    sort: tuple[str, ...] = ()
    css: str = ""


@dataclass(frozen=True, slots=True)
class Filter:
    """One field of the filter bar. kind: text, select, check or date."""

    name: str
    label: Text
    kind: str = "text"
    choices: Sequence[tuple[str, Text]] = ()
    placeholder: Text = ""
    value: str = ""


@dataclass(frozen=True, slots=True)
class Window:
    """A page of rows by key: the raw rows, their ids, and the cursor to the next page."""

    rows: list[tuple[Any, ...]]
    ids: list[int]
    next: str


@dataclass
class Table:
    """What `platform/list.html` shows."""

    key: str
    columns: list[tuple[str, Text, str, str, str]]
    rows: Sequence[tuple[object, ...]]
    filters: list[Filter] = field(default_factory=list)
    next_url: str = ""
    count_text: Text = ""
    export_url: str = ""
    import_url: str = ""
    create_url: str = ""
    create_title: Text = ""
    empty_title: Text = ""
    empty_hint: Text = ""


class BadCursor(ValueError):
    """A page address was cut or changed; the list starts again from its beginning."""


def window(
    rows: QuerySet[Any],
    *,
    fields: Sequence[str],
    order: Sequence[str],
    after: str,
    size: int = PAGE,
) -> Window:
    """Return one page of `fields` (whose first is the id) in keyset order.

    `order` names fields, "-" for descending, all in one direction; the id breaks ties.
    """
    names, descending = _keys(order)
    if after:
        rows = rows.filter(_beyond(names, decode_cursor(after, len(names)), descending=descending))
    return _cut(list(_ordered(rows, fields, names, size, descending=descending)), fields, size)


class Walk:
    """The pages of one list in one order, as `window` gives them, with their SQL written once.

    `build` returns the rows; it is called once for the first page and once for all later ones, so
    a walk belongs to whoever may see those rows and to the day they are asked for.
    """

    def __init__(
        self,
        build: Callable[[], QuerySet[Any]],
        *,
        fields: Sequence[str],
        order: Sequence[str],
        size: int = PAGE,
    ) -> None:
        names, descending = _keys(order)
        self._names, self._fields, self._size = names, fields, size

        def first() -> QuerySet[Any]:
            return _ordered(build(), fields, names, size, descending=descending)

        def later() -> QuerySet[Any]:
            rows = build()
            meta = rows.model._meta
            slots = [Slot(n, meta.pk if n == "pk" else meta.get_field(n)) for n in names]
            beyond = rows.filter(_beyond(names, slots, descending=descending))
            return _ordered(beyond, fields, names, size, descending=descending)

        self._first: Compiled[Any] = Compiled(first)
        self._later: Compiled[Any] = Compiled(later)

    def __call__(self, after: str) -> Window:
        """Return the page behind a cursor, the first for ""; raises `BadCursor`."""
        if not after:
            return _cut(self._first(), self._fields, self._size)
        values = dict(zip(self._names, decode_cursor(after, len(self._names)), strict=True))
        try:
            return _cut(self._later(**values), self._fields, self._size)
        except (ValidationError, ValueError, TypeError) as broken:  # no day, no number
            raise BadCursor from broken


def _keys(order: Sequence[str]) -> tuple[list[str], bool]:
    names = [name.lstrip("-") for name in order]
    names = [*names, "pk"] if "pk" not in names and "id" not in names else names
    return names, order[0].startswith("-")


def _ordered(
    rows: QuerySet[Any], fields: Sequence[str], names: list[str], size: int, *, descending: bool
) -> QuerySet[Any]:
    signed = [f"-{name}" if descending else name for name in names]
    return rows.order_by(*signed).values_list(*fields, *names)[: size + 1]


def _cut(found: list[tuple[Any, ...]], fields: Sequence[str], size: int) -> Window:
    more = len(found) > size
    found = found[:size]
    width = len(fields)
    cursor = encode_cursor(found[-1][width:]) if more else ""
    return Window([row[:width] for row in found], [row[0] for row in found], cursor)


def _beyond(names: list[str], values: Sequence[Any], *, descending: bool) -> Q:
    past = "lt" if descending else "gt"
    condition = Q()
    for index in range(len(names)):
        step = Q(**{f"{names[index]}__{past}": values[index]})
        for earlier in range(index):
            step &= Q(**{names[earlier]: values[earlier]})
        condition |= step
    # The plain bound on the first field lets the database seek in its index.
    return Q(**{f"{names[0]}__{past}e": values[0]}) & condition


def encode_cursor(values: Sequence[Any]) -> str:
    """Return a page cursor for an address."""
    plain = [value.isoformat() if isinstance(value, date) else value for value in values]
    return base64.urlsafe_b64encode(json.dumps(plain, ensure_ascii=False).encode()).decode()


def decode_cursor(text: str, width: int) -> list[Any]:
    """Return the values of a cursor; raises `BadCursor`."""
    try:
        values = json.loads(base64.urlsafe_b64decode(text.encode()))
    except (binascii.Error, ValueError, UnicodeError) as broken:
        raise BadCursor from broken
    if not isinstance(values, list) or len(values) != width or None in values:
        raise BadCursor
    return values


def order_of(
    request: HttpRequest, columns: Sequence[Column], default: Sequence[str]
) -> tuple[Sequence[str], str]:
    """Return the order the address asks for (`sort=key` or `sort=-key`) and that key."""
    asked = request.GET.get("sort", "")
    for column in columns:
        if column.sort and asked.lstrip("-") == column.key:
            if asked.startswith("-"):
                return [f"-{name}" for name in column.sort], asked
            return list(column.sort), asked
    return list(default), ""


def heads(
    request: HttpRequest, columns: Sequence[Column], asked: str
) -> list[tuple[str, Text, str, str, str]]:
    """Return the heads for the template: key, title, sort address, direction, css."""
    shown = []
    for column in columns:
        direction = {column.key: "asc", f"-{column.key}": "desc"}.get(asked, "")
        url = ""
        if column.sort:
            url = changed(request, sort=f"-{column.key}" if direction == "asc" else column.key)
        shown.append((column.key, column.title, url, direction, column.css))
    return shown


def changed(request: HttpRequest, **values: str) -> str:
    """Return this address with some parameters changed and the page cursor dropped."""
    query = {k: v for k, v in request.GET.items() if k != "after" and v}
    query.update({k: v for k, v in values.items() if v})
    return f"{request.path}?{urlencode(query)}" if query else request.path


def filled(request: HttpRequest, filters: Sequence[Filter]) -> list[Filter]:
    """Return the filters with the values the address gives."""
    return [
        Filter(f.name, f.label, f.kind, f.choices, f.placeholder, request.GET.get(f.name, ""))
        for f in filters
    ]


def escaped(text: object) -> str:
    """Return a text for HTML, safe ones as they are: Django's own escape, without its lazy wrapper.

    A page has hundreds of cells; the wrapper costs more than the escaping (evidence/web.md §4).
    """
    return text if isinstance(text, SafeString) else html.escape(str(text))


def link(url: str, text: object) -> SafeString:
    """Return a link cell."""
    return SafeString(f'<a href="{escaped(url)}">{escaped(text)}</a>')


def badge(text: object, colour: str = "blue") -> SafeString:
    """Return a badge cell; colours: blue green yellow orange red purple grey."""
    return SafeString(f'<span class="badge bg-{colour}-lt">{escaped(text)}</span>')


def cited(basis: Basis | None) -> SafeString:
    """Return what a fact rests on, marked as the Chinese record it is."""
    if basis is None or not (basis.citation or basis.note):
        return SafeString("—")
    return SafeString(f'<span lang="zh">{escaped(basis.citation or basis.note)}</span>')


def labelled(rows: Sequence[tuple[Any, ...]], cell: Callable[..., tuple[Any, ...]]) -> list[Any]:
    """Return the rows as cells, each made by `cell(*row)`."""
    return [cell(*row) for row in rows]


def count_up_to(rows: "QuerySet[Model]", limit: int = 10_000) -> tuple[int, bool]:
    """Return how many rows there are, counting up to `limit`, and whether there are more."""
    counted = rows.order_by()[: limit + 1].count()
    return min(counted, limit), counted > limit


Choices = Mapping[str, Text]
