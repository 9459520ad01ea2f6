"""The second wall: PostgreSQL itself shows a page only the rows of its actor's area.

Behind the scoped queries stand row-level policies. Pages run under the role `anhuai_rows`, with
the actor's divisions and persons in the connection's settings; without them that role sees no
person at all, and never may it write one: writes go through actions, which lift the wall for their
own transaction, as do a room's checks beyond the area (`lifted`). Jobs and commands stand inside.
On SQLite, and for whoever reaches the whole served area, there is nothing to hide and no wall.
"""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING

from django.apps import apps
from django.conf import settings
from django.db import DatabaseError, connection, connections, transaction

from anhuai.kernel.divisions import is_within, subtree
from anhuai.platform import county

if TYPE_CHECKING:
    from anhuai.platform.acting import Actor

ROLE = "anhuai_rows"
_SETTINGS = ("anhuai.low", "anhuai.high", "anhuai.roots", "anhuai.persons")
_BEYOND = ":"  # sorts behind every digit


@dataclass(frozen=True, slots=True)
class Walled:
    """One table and the condition under which its rows are shown, in SQL."""

    table: str
    shown: str


_WALLED: list[Walled] = []
log = logging.getLogger(__name__)


def declare_walled(*walled: Walled) -> None:
    """Say which of a room's tables hold personal data, beside its models' queries."""
    _WALLED.extend(walled)


def declared() -> tuple[Walled, ...]:
    """Return every walled table of every room."""
    import_module(settings.ROOT_URLCONF)  # in a command nothing else has loaded the rooms' queries
    return tuple(_WALLED)


def in_area(column: str) -> str:
    """Return the condition that a column of division codes lies in the actor's divisions."""
    return (
        f"({column} >= current_setting('anhuai.low', true)"
        f" AND {column} < current_setting('anhuai.high', true)"
        f" AND (current_setting('anhuai.roots', true) = ''"
        f" OR {column} ^@ ANY (string_to_array(current_setting('anhuai.roots', true), ','))))"
    )


def is_named(column: str) -> str:
    """Return the condition that a column of persons names one of the actor's own."""
    return (
        f"{column} = ANY (string_to_array(nullif(current_setting('anhuai.persons', true), ''), ',')"
        "::bigint[])"
    )


def of_person(column: str) -> str:
    """Return the condition that the person a column points to is shown."""
    return f"EXISTS (SELECT 1 FROM people_person p WHERE p.id = {column})"  # noqa: S608 - a declared column


# building -------------------------------------------------------------------------------------


def stands() -> bool:
    """Say whether this database has the wall, and a role to stand behind it."""
    if connection.vendor != "postgresql" or not settings.ANHUAI_WALL:
        return False
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_class c, pg_roles r WHERE c.relrowsecurity"
            " AND c.relnamespace = 'public'::regnamespace AND r.rolname = %s"
            " AND has_table_privilege(r.oid, c.oid, 'SELECT')",
            [ROLE],
        )
        (count,) = cursor.fetchone()
    return bool(count >= len(declared()))


def state() -> str:
    """Return "stands", "missing", or "sqlite" where there can be none."""
    if connection.vendor != "postgresql":
        return "sqlite"
    return "stands" if stands() else "missing"


def build() -> None:
    """Make the role, its rights and the policies as they are declared now; again changes nothing.

    Raises `DatabaseError` where the database's user may not make a role.
    """
    if connection.vendor != "postgresql" or not settings.ANHUAI_WALL:
        return
    tables = {model._meta.db_table for model in apps.get_models()}
    with transaction.atomic(), connection.cursor() as cursor:
        # Two databases of one server may be set up at once: the role belongs to both.
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [ROLE])
        cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [ROLE])
        if cursor.fetchone() is None:
            cursor.execute(f"CREATE ROLE {ROLE} NOLOGIN")
        cursor.execute("SELECT pg_has_role(current_user, %s, 'MEMBER')", [ROLE])
        if not cursor.fetchone()[0]:
            cursor.execute(f"GRANT {ROLE} TO CURRENT_USER")
        cursor.execute(f"GRANT USAGE ON SCHEMA public TO {ROLE}")
        cursor.execute(
            f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {ROLE}"
        )
        cursor.execute(f"GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {ROLE}")
        for one in declared():
            if one.table not in tables:
                raise LookupError(one.table)
            cursor.execute(f"ALTER TABLE {one.table} ENABLE ROW LEVEL SECURITY")
            cursor.execute(f"DROP POLICY IF EXISTS {ROLE} ON {one.table}")
            cursor.execute(
                f"CREATE POLICY {ROLE} ON {one.table} FOR SELECT TO PUBLIC USING ({one.shown})"
            )


# standing behind it ---------------------------------------------------------------------------


def stand_by() -> None:
    """Let every connection of this process begin closed; without the wall say so and go on."""
    if connection.vendor != "postgresql" or not settings.ANHUAI_WALL:
        return
    if not stands():
        settings.ANHUAI_WALL = False
        log.error("no row-level security in this database: run `anhuai migrate` as its owner")
        return
    options = connections.settings["default"]["OPTIONS"]
    options["options"] = f"{options.get('options', '')} -c role={ROLE}".strip()
    connection.close()


@contextmanager
def behind() -> Iterator[None]:
    """Serve one request behind the wall; its actor is said by `raise_for`. It ends closed."""
    if connection.vendor != "postgresql" or not settings.ANHUAI_WALL:
        yield
        return
    connection.anhuai_walled = True  # type: ignore[attr-defined]
    if not getattr(connection, "anhuai_closed", False):
        _say(is_open=False)
    try:
        yield
    finally:
        connection.anhuai_walled = False  # type: ignore[attr-defined]
        _close()


def raise_for(actor: "Actor") -> None:
    """Let the pages of this request see the actor's area and no further."""
    if not _is_walled():
        return
    roots = {held.division for held in actor.holdings if held.division is not None}
    if any(is_within(county.code(), root) for root in roots):
        _say(is_open=True)
        return
    persons = sorted({held.person for held in actor.holdings if held.person is not None})
    if not roots and not persons:
        return  # closed already
    ranges = [subtree(root) for root in sorted(roots)]
    low = min((low for low, _high in ranges), default="")
    high = max((high or _BEYOND for _low, high in ranges), default="")
    several = ",".join(sorted(roots)) if len(roots) > 1 else ""
    _say(low, high, several, ",".join(map(str, persons)), is_open=False)


@contextmanager
def lifted() -> Iterator[None]:
    """Look beyond the actor's area, where a room's own rules must: its caller shows no more."""
    if not _is_walled() or connection.anhuai_open:  # type: ignore[attr-defined]
        yield
        return
    _role("none")
    connection.anhuai_open = True  # type: ignore[attr-defined]
    try:
        yield
    finally:
        connection.anhuai_open = False  # type: ignore[attr-defined]
        _lower()


def is_up() -> bool:
    """Say whether this page sees no more than its actor's area."""
    return _is_walled() and not connection.anhuai_open  # type: ignore[attr-defined]


def _lower() -> None:
    try:
        if not connection.needs_rollback:
            _role(ROLE)
    except DatabaseError:
        # Inside a transaction that failed, its rollback brings the role back.
        if not connection.in_atomic_block:
            connection.close()


def _is_walled() -> bool:
    return getattr(connection, "anhuai_walled", False)


def _role(name: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('role', %s, false)", [name])


def _say(*values: str, is_open: bool) -> None:
    told = ", ".join(f"set_config('{name}', %s, false)" for name in _SETTINGS)
    connection.anhuai_closed = not values and not is_open  # type: ignore[attr-defined]
    connection.anhuai_open = is_open  # type: ignore[attr-defined]
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT set_config('role', %s, false), {told}",
            ["none" if is_open else ROLE, *(values or ("",) * len(_SETTINGS))],
        )


def _close() -> None:
    """Show nobody; a connection that cannot be told so is given up."""
    if connection.needs_rollback:
        return
    if connection.anhuai_closed and not connection.in_atomic_block:  # type: ignore[attr-defined]
        return
    try:
        # Only a test's client asks inside a transaction, which goes on as the test itself.
        _say(is_open=connection.in_atomic_block)
    except DatabaseError:
        connection.anhuai_closed = False  # type: ignore[attr-defined]
        connection.close()
