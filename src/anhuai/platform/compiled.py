"""Queries whose SQL is written once a process: a page asks a dozen, and writing them cost the most.

Django writes a query's SQL anew each time, 0.3 to 1 ms of CPU for what the database answers in
0.05 (docs/adr/0026). A query asked on every page is declared once, with slots where values go.
"""

import copy
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cached_property, partial
from threading import Lock
from typing import Any, Generic, TypeVar
from weakref import WeakKeyDictionary

from django.db import connections, models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.expressions import Expression
from django.db.models.query import QuerySet
from django.db.models.sql.compiler import SQLCompiler

from anhuai.platform import wall

T = TypeVar("T")
_LEAST = -(2**63) + 1


class Slot(Expression):
    """Where one value will stand; `kind` is the field whose values it takes, never NULL."""

    def __init__(self, name: str, kind: models.Field[Any, Any]) -> None:
        super().__init__(output_field=kind)
        self.name = name

    def as_sql(self, _compiler: SQLCompiler, _connection: Any) -> tuple[str, tuple[Any, ...]]:
        """Write a place holder and stand in for its value."""
        return "%s", (self,)

    def filled(self, value: object, connection: BaseDatabaseWrapper) -> object:
        """Return a value as the database takes it."""
        return self.output_field.get_db_prep_value(value, connection)


class Slots(Slot):
    """Where a list of whole numbers will stand, behind `__in`."""

    def __init__(self, name: str) -> None:
        super().__init__(name, models.BigIntegerField())

    def as_sql(self, _compiler: SQLCompiler, connection: Any) -> tuple[str, tuple[Any, ...]]:
        """Write a list of any length as one place holder."""
        if connection.vendor == "postgresql":
            return "(select unnest(%s::bigint[]))", (self,)
        return "(select value from json_each(%s))", (self,)

    def filled(self, value: object, connection: BaseDatabaseWrapper) -> object:
        """Return a list as the database takes it."""
        numbers = list(value) if isinstance(value, Iterable) else [value]
        return numbers if connection.vendor == "postgresql" else json.dumps(numbers)


class RowsOf:
    """A question: has a table any row of this person (or of another key's columns)?

    Asked before a query whose many conditions would be written anew: most panels of a page are
    empty. It may see more than the actor: what it admits is still asked with its scope.
    """

    def __init__(self, model: type[models.Model], *columns: str) -> None:
        self._model, self.columns = model, columns or ("person",)
        self._place = len(_ROWS_OF)
        _ROWS_OF.append(self)

    def __call__(self, key: int) -> bool:
        """Ask about one key; of the person who is looked at the answer is at hand."""
        known = self.known(key)
        return _holds(key, [self])[0] if known is None else known

    def known(self, key: object) -> bool | None:
        """Return the answer where this person's file is being shown, None elsewhere."""
        looked = _LOOKED_AT.get()
        if looked is None or looked.key != key:
            return None
        if looked.found is None:
            looked.found = _holds(looked.key, _ROWS_OF)
        return looked.found[self._place] if self._place < len(looked.found) else None

    @cached_property
    def sql(self) -> str:
        """The question with one place holder for each column."""
        quoted, meta = connections["default"].ops.quote_name, self._model._meta
        table = quoted(meta.db_table)
        known = {one.name: str(one.column) for one in meta.concrete_fields}
        columns = [quoted(known[one]) for one in self.columns]
        asked = [f"exists (select 1 from {table} where {one} = %s)" for one in columns]  # noqa: S608 - our names
        return " or ".join(asked)


@dataclass
class _Looked:
    key: int
    found: list[bool] | None = None


_ROWS_OF: list[RowsOf] = []
_LOOKED_AT: ContextVar[_Looked | None] = ContextVar("looked_at", default=None)


@contextmanager
def looking_at(person: int) -> Iterator[None]:
    """Ask once which tables hold a row of a person, for as long as a page only shows their file.

    A page of forty panels asks one question instead of forty: who has no voucher is asked for none.
    """
    before = _LOOKED_AT.set(_Looked(person))
    try:
        yield
    finally:
        _LOOKED_AT.reset(before)


def _holds(key: int, asked: Sequence[RowsOf]) -> list[bool]:
    """Answer several presences of one key in one statement."""
    if not _LEAST <= key <= -_LEAST:
        return [False] * len(asked)
    with wall.lifted(), connections["default"].cursor() as cursor:
        keys = [key for one in asked for _column in one.columns]
        cursor.execute(f"select {', '.join(one.sql for one in asked)}", keys)
        return [bool(one) for one in cursor.fetchone()]


class Compiled(Generic[T]):
    """A query that is declared with slots and asked with values: `query(person=5, on=today)`.

    `build` returns a queryset of any shape (records, values, a slice); it is called once a database
    and must not depend on anything but its slots. The answer is a list. With `of` nothing is asked
    of a `person` who is known to have no row there.
    """

    def __init__(
        self, build: "Callable[[], QuerySet[Any, T]]", *, of: RowsOf | None = None
    ) -> None:
        self._build, self._of = build, of
        self._written: dict[str, tuple[QuerySet[Any, T], SQLCompiler, str, tuple[Any, ...]]] = {}
        self._read: WeakKeyDictionary[BaseDatabaseWrapper, Any] = WeakKeyDictionary()
        self._writing = Lock()

    def __call__(self, **values: object) -> list[T]:
        """Ask with values for every slot; raises `KeyError` for one that was left out.

        A whole number that no column can hold is found nowhere.
        """
        if any(isinstance(one, int) and not _LEAST <= one <= -_LEAST for one in values.values()):
            return []
        if self._of is not None and self._of.known(values["person"]) is False:
            return []
        connection = connections["default"]
        template, compiler, sql, params = self._written_for(connection)
        filled = tuple(
            one.filled(values[one.name], connection) if isinstance(one, Slot) else one
            for one in params
        )
        mine = copy.copy(compiler)
        mine.connection = connection
        mine.as_sql = lambda *_args, **_kwargs: (sql, filled)  # type: ignore[method-assign, assignment]
        mine.get_converters = partial(self._converters, compiler, connection)  # type: ignore[method-assign]
        return list(_asking(template, mine))

    def _converters(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, columns: Any
    ) -> Any:
        """Return how this connection's answers become Python values: the columns never change."""
        known = self._read.get(connection)
        if known is None:
            mine = copy.copy(compiler)
            mine.connection = connection
            known = self._read[connection] = mine.get_converters(columns)
        return known

    def _written_for(
        self, connection: BaseDatabaseWrapper
    ) -> "tuple[QuerySet[Any, T], SQLCompiler, str, tuple[Any, ...]]":
        known = self._written.get(connection.vendor)
        if known is None:
            with self._writing:
                template = self._build()
                compiler = template.query.get_compiler(connection=connection)
                sql, params = compiler.as_sql()
                known = self._written[connection.vendor] = template, compiler, sql, tuple(params)
        return known


PERSON = Slot("person", models.BigIntegerField())
ON = Slot("on", models.DateField())


def _asking(template: "QuerySet[Any, T]", compiler: SQLCompiler) -> "QuerySet[Any, T]":
    """Return the query as new, answered by a compiler; its conditions are shared, not copied."""
    query = object.__new__(type(template.query))
    query.__dict__.update(template.query.__dict__, get_compiler=partial(_given, compiler))
    asked = object.__new__(type(template))
    asked.__dict__.update(template.__dict__, _query=query, _result_cache=None)
    return asked


def _given(compiler: SQLCompiler, *_args: object, **_kwargs: object) -> SQLCompiler:
    return compiler
