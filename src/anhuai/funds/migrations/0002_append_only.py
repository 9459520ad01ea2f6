"""The ledger may only grow, and a posting never turns one unit into another."""

from django.db import migrations

TABLES = ("funds_entry", "funds_posting")
UNITS = (
    "(select unit from funds_account where id = new.source_id)"
    " <> (select unit from funds_account where id = new.target_id)"
)


def sqlite():
    for table in TABLES:
        for event in ("update", "delete"):
            yield (
                f"create trigger {table}_no_{event} before {event} on {table}"
                " begin select raise(abort, 'the ledger is append-only'); end"
            )
    yield (
        "create trigger funds_posting_one_unit before insert on funds_posting"
        f" when {UNITS} begin select raise(abort, 'a posting has one unit'); end"
    )


def postgresql():
    yield (
        "create function funds_append_only() returns trigger language plpgsql as"
        " $$ begin raise exception 'the ledger is append-only' using errcode = '23000'; end $$"
    )
    for table in TABLES:
        yield (
            f"create trigger {table}_append_only before update or delete on {table}"
            " for each row execute function funds_append_only()"
        )
    yield (
        "create function funds_one_unit() returns trigger language plpgsql as"
        f" $$ begin if {UNITS} then raise exception 'a posting has one unit'"
        " using errcode = '23000'; end if; return new; end $$"
    )
    yield (
        "create trigger funds_posting_one_unit before insert on funds_posting"
        " for each row execute function funds_one_unit()"
    )


def guard(apps, editor):
    for statement in sqlite() if editor.connection.vendor == "sqlite" else postgresql():
        editor.execute(statement, params=None)


class Migration(migrations.Migration):
    dependencies = [("funds", "0001_initial")]
    operations = [migrations.RunPython(guard)]
