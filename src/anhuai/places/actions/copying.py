"""Rows made of rows inside the database: a town's forty thousand in a second or two.

A reform is one transaction, and on SQLite nobody else writes meanwhile. Through Python it took half
a minute; the database copies by itself what a query selects.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import connection
from django.db.models import F, Model, QuerySet, Value
from django.db.models.expressions import Combinable


def insert_selected(
    model: type[Model], rows: "QuerySet[Any]", values: Mapping[str, Combinable | object]
) -> int:
    """Insert one row of a model for each row selected; return how many.

    `values` says each column (by attribute name): an expression over the rows selected, or a value.
    """
    meta, quoted = model._meta, connection.ops.quote_name
    known = {field.attname: str(field.column) for field in meta.concrete_fields}
    columns = ", ".join(quoted(known[name]) for name in values)
    selected = {
        f"as_{name}": value if isinstance(value, Combinable) else Value(value)
        for name, value in values.items()
    }
    chosen = rows.order_by().annotate(**selected).values_list(*selected)
    select, parameters = chosen.query.sql_with_params()
    statement = f"insert into {quoted(meta.db_table)} ({columns}) {select}"
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return int(cursor.rowcount)


def copied(rows: "QuerySet[Any]", without: tuple[str, ...]) -> dict[str, Combinable | object]:
    """Return the values of a copy of each row: every column but the id and those `without`."""
    return {
        field.attname: F(field.attname)
        for field in rows.model._meta.concrete_fields
        if not field.primary_key and field.attname not in without
    }


def insert_many(model: type[Model], names: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    """Insert rows of the named columns (by attribute name) as fast as the database takes them.

    Values are texts, numbers, booleans, None, or dates written as 2026-11-22.
    """
    meta, quoted = model._meta, connection.ops.quote_name
    known = {field.attname: str(field.column) for field in meta.concrete_fields}
    into = f"{quoted(meta.db_table)} ({', '.join(quoted(known[name]) for name in names)})"
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"copy {into} from stdin") as copy:
                for row in rows:
                    copy.write_row(row)
        else:
            marks = ", ".join(["%s"] * len(names))
            cursor.executemany(f"insert into {into} values ({marks})", rows)  # noqa: S608 - ours
