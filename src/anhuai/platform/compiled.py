"""Queries whose SQL is written once a process: a page asks a dozen, and writing them cost the most.

Django writes a query's SQL anew each time, 0.3 to 1 ms of CPU for what the database answers in
0.05 (docs/adr/0026). A query asked on every page is declared once, with slots where values go.
"""

import copy
import json
from collections.abc import Callable, Iterable
from functools import partial
from threading import Lock
from typing import Any, Generic, TypeVar

from django.db import connections, models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.expressions import Expression
from django.db.models.query import QuerySet
from django.db.models.sql.compiler import SQLCompiler

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


class Compiled(Generic[T]):
    """A query that is declared with slots and asked with values: `query(person=5, on=today)`.

    `build` returns a queryset of any shape (records, values, a slice); it is called once a database
    and must not depend on anything but its slots. The answer is a list.
    """

    def __init__(self, build: "Callable[[], QuerySet[Any, T]]") -> None:
        self._build = build
        self._written: dict[str, tuple[QuerySet[Any, T], SQLCompiler, str, tuple[Any, ...]]] = {}
        self._writing = Lock()

    def __call__(self, **values: object) -> list[T]:
        """Ask with values for every slot; raises `KeyError` for one that was left out.

        A whole number that no column can hold is found nowhere.
        """
        if any(isinstance(one, int) and not _LEAST <= one <= -_LEAST for one in values.values()):
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
        asked = template._chain()  # type: ignore[attr-defined]
        asked.query.get_compiler = partial(_given, mine)
        return list(asked)

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


def _given(compiler: SQLCompiler, *_args: object, **_kwargs: object) -> SQLCompiler:
    return compiler
