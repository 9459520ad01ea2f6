"""Where the ingress keeps what it heard: SQLite files beside the main one, or PostgreSQL.

On SQLite an alarm is on disk when the journal has it; a carrier then moves it into the main
database with its timer and outbox row, as one transaction, and again after a crash until it is
there. On PostgreSQL that one transaction is the commit itself (ADR 0036).
"""

import asyncio
import contextlib
import sqlite3
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol, TypeVar
from urllib.parse import urlsplit

from anhuai.response.engine import sql
from anhuai.response.engine.lane import Row, Unkeepable

R = TypeVar("R")
_PATIENCE = 20.0


@dataclass(slots=True)
class Notes:
    """What is written now and then: who was heard, what was quarantined, how the ingress is."""

    seen: list[tuple[int, int, int | None]] = field(default_factory=list)
    quarantine: list[tuple[object, ...]] = field(default_factory=list)
    beat: tuple[object, ...] | None = None
    sessions: list[tuple[int, str | None, int]] = field(default_factory=list)
    commands_sent: list[tuple[int, int]] = field(default_factory=list)
    commands_done: list[int] = field(default_factory=list)


class Store(Protocol):
    """What the ingress asks of a database; every write may be repeated."""

    async def start(self) -> None:
        """Open it; raises until it can be."""

    async def keep_alarms(self, rows: list[Row]) -> None:
        """Put alarms on disk; returns when they are."""

    async def keep_readings(self, rows: list[Row]) -> None:
        """Put telemetry on disk; returns when it is."""

    async def carry(self) -> int:
        """Move alarms to where desks see them; returns how many."""

    async def devices(self) -> list[tuple[Any, ...]]:
        """Return the registry: id, ident, kind, sealed secret, version, session topics."""

    async def commands(self) -> list[tuple[Any, ...]]:
        """Return what is to be sent to devices: id, device, command, body."""

    async def note(self, notes: Notes) -> None:
        """Write what can wait."""


def now_ms() -> int:
    """Return the time in milliseconds since 1970."""
    return time.time_ns() // 1_000_000


def readings_file(main: Path) -> Path:
    """Return where telemetry lies beside a main database."""
    return main.with_name(f"{main.stem}.telemetry.sqlite3")


def journal_file(main: Path) -> Path:
    """Return where alarms lie until they are carried into a main database."""
    return main.with_name(f"{main.stem}.alarms.sqlite3")


def _opened(path: Path) -> sqlite3.Connection:
    found = sqlite3.connect(path, isolation_level=None, check_same_thread=False, timeout=_PATIENCE)
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
        found.execute(f"PRAGMA {pragma}")
    return found


class Lite:
    """SQLite: `alarms` and `telemetry` files beside the main database, a thread for each."""

    def __init__(self, main: Path) -> None:
        self.path = main
        self._alarms = _Thread(journal_file(main), "alarms")
        self._readings = _Thread(readings_file(main), "readings")
        self._main = _Thread(main, "main")

    async def start(self) -> None:
        """Open the three files; make the two of the ingress where they are not there."""
        await self._alarms.do(lambda one: one.execute(sql.JOURNAL))
        await self._readings.do(lambda one: one.execute(sql.READINGS))
        await self._readings.do(lambda one: one.execute(sql.READINGS_AGE))
        await self._main.do(lambda one: one.execute("SELECT 1 FROM response_alarm LIMIT 1"))

    async def keep_alarms(self, rows: list[Row]) -> None:
        """Write the journal."""
        given = [(*row, now_ms()) for row in rows]
        await self._alarms.do(lambda one: _whole(one, sql.JOURNAL_PUT, given))

    async def keep_readings(self, rows: list[Row]) -> None:
        """Write the telemetry file."""
        await self._readings.do(lambda one: _whole(one, sql.LITE_READING, rows))

    async def carry(self) -> int:
        """Move the journal's rows into the main database, then strike them off."""
        rows = await self._alarms.do(lambda one: one.execute(sql.JOURNAL_NEXT).fetchall())
        if not rows:
            return 0
        await self._main.do(lambda one: _carried(one, rows))
        struck = [(row[0],) for row in rows]
        await self._alarms.do(lambda one: _whole(one, sql.JOURNAL_CARRIED, struck))
        return len(rows)

    async def devices(self) -> list[tuple[Any, ...]]:
        """Read the registry."""
        return await self._main.do(lambda one: one.execute(sql.DEVICES).fetchall())

    async def commands(self) -> list[tuple[Any, ...]]:
        """Read the commands not done yet."""
        return await self._main.do(lambda one: one.execute(sql.COMMANDS).fetchall())

    async def note(self, notes: Notes) -> None:
        """Write notes in one transaction."""
        await self._main.do(lambda one: _noted(one, notes))


class _Thread:
    """One file, one connection, one thread: writers of a file queue here instead of at its lock."""

    def __init__(self, path: Path, name: str) -> None:
        self.path = path
        self._pool = ThreadPoolExecutor(1, thread_name_prefix=name)
        self._open: sqlite3.Connection | None = None

    async def do(self, work: Callable[[sqlite3.Connection], R]) -> R:
        """Do one piece of work; a broken transaction is rolled back."""
        return await asyncio.get_running_loop().run_in_executor(self._pool, self._do, work)

    def _do(self, work: Callable[[sqlite3.Connection], R]) -> R:
        if self._open is None:
            self._open = _opened(self.path)
        try:
            return work(self._open)
        except (sqlite3.IntegrityError, sqlite3.DataError, OverflowError) as refused:
            self._roll_back()
            raise Unkeepable(str(refused)) from refused
        except BaseException:
            self._roll_back()
            raise

    def _roll_back(self) -> None:
        if self._open is not None and self._open.in_transaction:
            with contextlib.suppress(sqlite3.Error):
                self._open.execute("ROLLBACK")


def _whole(one: sqlite3.Connection, statement: str, rows: Sequence[Row]) -> None:
    one.execute("BEGIN IMMEDIATE")
    one.executemany(statement, rows)
    one.execute("COMMIT")


def _carried(one: sqlite3.Connection, rows: Sequence[tuple[Any, ...]]) -> None:
    one.execute("BEGIN IMMEDIATE")
    for _journal, *row in rows:
        made = one.execute(sql.LITE_ALARM, row)
        if made.rowcount == 1:
            one.execute(sql.LITE_TIMER, (made.lastrowid, row[4]))
            one.execute(sql.LITE_OUTBOX, (made.lastrowid, row[4]))
    one.execute("COMMIT")


def _noted(one: sqlite3.Connection, notes: Notes) -> None:
    one.execute("BEGIN IMMEDIATE")
    one.executemany(sql.LITE_SEEN, [(seen, level, key) for key, seen, level in notes.seen])
    one.executemany(sql.LITE_QUARANTINE, notes.quarantine)
    if notes.beat is not None:
        one.execute(sql.LITE_BEAT, notes.beat)
    for device, topics, since in notes.sessions:
        if topics is None:
            one.execute(sql.END_SESSION.format("?"), (device,))
        else:
            one.execute(sql.LITE_SESSION, (device, topics, since))
    one.executemany(sql.LITE_SENT, [(at, key) for key, at in notes.commands_sent])
    one.executemany(sql.LITE_DONE, [(key,) for key in notes.commands_done])
    one.execute("COMMIT")


class Postgres:
    """PostgreSQL: alarms, telemetry and notes on a connection each, opened anew when it breaks."""

    def __init__(self, url: str) -> None:
        self.url = url
        self._open: dict[str, Any] = {}
        self._locks = {name: asyncio.Lock() for name in ("alarms", "readings", "notes")}

    async def start(self) -> None:
        """Open the connections."""
        for name in self._locks:
            async with self._locks[name]:
                await self._connection(name)

    async def keep_alarms(self, rows: list[Row]) -> None:
        """Write alarms with their timers and outbox rows."""
        await self._many("alarms", sql.PG_ALARMS, rows)

    async def keep_readings(self, rows: list[Row]) -> None:
        """Write telemetry."""
        await self._many("readings", sql.PG_READINGS, rows)

    async def carry(self) -> int:
        """There is nothing to move: the commit was the main database's."""
        return 0

    async def devices(self) -> list[tuple[Any, ...]]:
        """Read the registry."""
        return await self._rows(sql.DEVICES)

    async def commands(self) -> list[tuple[Any, ...]]:
        """Read the commands not done yet."""
        return await self._rows(sql.COMMANDS)

    async def note(self, notes: Notes) -> None:
        """Write notes in one transaction."""
        async with self._locks["notes"]:
            one = await self._connection("notes")
            async with one.transaction():
                if notes.seen:
                    await one.execute(sql.PG_SEEN, *_columns(notes.seen))
                if notes.quarantine:
                    await one.executemany(sql.PG_QUARANTINE, notes.quarantine)
                if notes.beat is not None:
                    await one.execute(sql.PG_BEAT, *notes.beat)
                for device, topics, since in notes.sessions:
                    if topics is None:
                        await one.execute(sql.END_SESSION.format("$1"), device)
                    else:
                        await one.execute(sql.PG_SESSION, device, topics, since)
                if notes.commands_sent:
                    await one.executemany(sql.PG_SENT, notes.commands_sent)
                if notes.commands_done:
                    await one.executemany(sql.PG_DONE, [(key,) for key in notes.commands_done])

    async def _rows(self, statement: str) -> list[tuple[Any, ...]]:
        async with self._locks["notes"]:
            one = await self._connection("notes")
            return [tuple(row) for row in await one.fetch(statement)]

    async def _many(self, name: str, statement: str, rows: list[Row]) -> None:
        import asyncpg

        async with self._locks[name]:
            one = await self._connection(name)
            try:
                await one.execute(statement, *_columns(rows))
            except (
                asyncpg.DataError, asyncpg.IntegrityConstraintViolationError, OverflowError,
            ) as refused:  # fmt: skip
                raise Unkeepable(str(refused)) from refused

    async def _connection(self, name: str) -> Any:
        import asyncpg

        found = self._open.get(name)
        if found is None or found.is_closed():
            found = await asyncpg.connect(self.url, timeout=10, command_timeout=30)
            await found.execute("SET synchronous_commit = on")
            self._open[name] = found
        return found


def _columns(rows: Sequence[tuple[Any, ...]]) -> list[list[Any]]:
    return [list(column) for column in zip(*rows, strict=True)]


def store_at(url: str, main: Path) -> Store:
    """Return the store a database address means; "" is the SQLite file `main`."""
    parts = urlsplit(url)
    if parts.scheme in ("postgres", "postgresql"):
        return Postgres(url.replace("postgres://", "postgresql://", 1))
    return Lite(Path(parts.path) if parts.path else main)
