"""The demo's one fast way into the tables: plain rows, every constraint checked.

On SQLite a table's indexes and its search triggers are taken away while its rows come in and built
again at once, in the same transaction: a unique index that cannot be built undoes the whole load.
Foreign keys and checks stay on throughout.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from typing import NamedTuple

from django.apps import apps
from django.core.management.color import no_style
from django.db import connection, models
from psycopg import sql

Value = str | int | float | bool | bytes | None
Row = tuple[Value, ...]
_CHUNK = 20_000


class Batch(NamedTuple):
    """Rows of one table; `many` says that they are worth rebuilding its indexes."""

    model: str
    columns: str
    rows: Iterable[Row]
    many: bool = False


class Misfit(ValueError):
    """Rows whose columns are not the table's; for developers."""


def load(batch: Batch) -> int:
    """Write a table's rows; return how many. Runs inside the caller's transaction."""
    model = apps.get_model(batch.model)
    columns = batch.columns.split()
    _require_whole(model, columns)
    table = model._meta.db_table
    if connection.vendor == "postgresql":
        return _copy(table, columns, batch.rows)
    if not batch.many:
        return _insert(table, columns, batch.rows)
    with _rebuilding(table):
        return _insert(table, columns, batch.rows)


def _require_whole(model: type[models.Model], columns: Sequence[str]) -> None:
    """Raise `Misfit` unless the columns are exactly the table's: no default is left to chance."""
    table = {str(field.column) for field in model._meta.concrete_fields}
    if table != set(columns) or len(columns) != len(table):
        odd = sorted(table.symmetric_difference(columns))
        raise Misfit(f"{model._meta.label}: {odd}")


@contextmanager
def _rebuilding(table: str) -> Iterator[None]:
    """Take away a table's indexes and search triggers, and build them again."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT type, name, sql FROM sqlite_master"
            " WHERE tbl_name = %s AND sql IS NOT NULL AND (type = 'index' OR"
            " type = 'trigger' AND name LIKE %s)",
            [table, f"{table}_fts_%"],
        )
        parts = cursor.fetchall()
        for kind, name, _ in parts:
            cursor.execute(f'DROP {kind} "{name}"')
        yield
        if any(kind == "trigger" for kind, _, _ in parts):
            cursor.execute(f"INSERT INTO {table}_fts({table}_fts) VALUES ('rebuild')")  # noqa: S608
        for _, _, statement in parts:
            cursor.execute(statement)


def _insert(table: str, columns: Sequence[str], rows: Iterable[Row]) -> int:
    names = ", ".join(f'"{column}"' for column in columns)
    marks = ", ".join(["%s"] * len(columns))
    statement = f'INSERT INTO "{table}" ({names}) VALUES ({marks})'  # noqa: S608 - our own names
    count = 0
    rows = iter(rows)
    with connection.cursor() as cursor:
        while chunk := list(islice(rows, _CHUNK)):
            cursor.executemany(statement, chunk)
            count += len(chunk)
    return count


def _copy(table: str, columns: Sequence[str], rows: Iterable[Row]) -> int:
    statement = sql.SQL("COPY {} ({}) FROM STDIN").format(
        sql.Identifier(table), sql.SQL(", ").join(map(sql.Identifier, columns))
    )
    count = 0
    with connection.cursor() as cursor, cursor.copy(statement) as into:
        for row in rows:
            into.write_row(row)
            count += 1
    return count


def reset_sequences(labels: Iterable[str]) -> None:
    """Let the database number on after the rows that brought their own ids."""
    tables = [apps.get_model(label) for label in labels]
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), tables):
            cursor.execute(statement)
