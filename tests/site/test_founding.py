"""An empty database is set up in a quarter of the time, and is the same to the last index."""

from pathlib import Path

from tests.installation import installed

DRAW = """
from django.db import connection
with connection.cursor() as cursor:
    if connection.vendor == "sqlite":
        cursor.execute("select type, name, tbl_name, sql from sqlite_master")
        rows = cursor.fetchall()
    else:
        cursor.execute(
            "select table_name, column_name, data_type, is_nullable, column_default,"
            " character_maximum_length from information_schema.columns"
            " where table_schema = 'public'"
        )
        rows = cursor.fetchall()
        cursor.execute(
            "select conrelid::regclass::text, conname, pg_get_constraintdef(oid)"
            " from pg_constraint where connamespace = 'public'::regnamespace"
        )
        rows += cursor.fetchall()
        cursor.execute("select indexname, indexdef from pg_indexes where schemaname = 'public'")
        rows += cursor.fetchall()
        cursor.execute(
            "select tgrelid::regclass::text, pg_get_triggerdef(oid) from pg_trigger"
            " where not tgisinternal"
        )
        rows += cursor.fetchall()
    cursor.execute("select app, name from django_migrations")
    rows += cursor.fetchall()
print("\\n".join(sorted(map(str, rows))))
"""
PLAIN = """
from django.core.management import call_command
call_command("migrate", verbosity=0)
"""


def test_set_up_quickly_or_as_django_does_the_database_is_the_same(tmp_path: Path) -> None:
    drawn = []
    for name in ("quick", "plain"):
        folder = tmp_path / name
        folder.mkdir()
        with installed(folder) as made:
            if name == "quick":
                made.run("migrate")
            else:
                made.python(PLAIN)
            drawn.append(made.python(DRAW).splitlines())
    quick, plain = drawn
    assert len(quick) > 300
    assert quick == plain
