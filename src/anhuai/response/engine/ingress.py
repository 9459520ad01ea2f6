"""One process that ends every protocol: what comes in is committed, then answered."""

import asyncio
import json
import logging
import socket
import time
from collections import Counter
from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from anhuai.response.engine.heard import Asker, Heard, Outcome
from anhuai.response.engine.lane import Lane
from anhuai.response.engine.opening import Opener
from anhuai.response.engine.registry import Known, Registry
from anhuai.response.engine.stores import Notes, Store, now_ms

log = logging.getLogger(__name__)
NOTE_EVERY = 2.0
QUARANTINED = 500  # different findings between two notes: beyond, they count together
SAMPLE = 256


@dataclass(frozen=True, slots=True)
class Limits:
    """What one device or stranger may cost us; bounds, not promises."""

    connections: int = 20_000
    packet: int = 65_536
    greeting: float = 10.0  # seconds to say who one is
    burst: int = 400  # messages at once from one device
    rate: float = 50.0  # and a second after that; alarms are not counted
    waiting: int = 20_000  # readings that may wait before more are shed
    in_flight: int = 500  # unanswered messages of one connection before it is not read


@dataclass(slots=True)
class Bucket:
    """How much of its rate a device has left."""

    left: float
    at: float

    def takes(self, limits: Limits, now: float) -> bool:
        """Take one message's worth; False when there is none."""
        self.left = min(limits.burst, self.left + (now - self.at) * limits.rate)
        self.at = now
        if self.left < 1:
            return False
        self.left -= 1
        return True


class Link:
    """A device's open connection, whatever its protocol, to which commands can be sent."""

    def send_command(self, _key: int, _command: str, _body: str, /) -> bool:
        """Send a command; False when this protocol or session cannot take it now."""
        return False

    def close(self) -> None:
        """End the connection."""


@dataclass(eq=False)
class Ingress:
    """The lanes, the registry, the counts; protocols hand in what they heard."""

    store: Store
    opener: Opener
    limits: Limits = field(default_factory=Limits)
    hints: Path | None = None
    name: str = "ingress"

    def __post_init__(self) -> None:
        self.registry = Registry(self.store, self.opener)
        self.alarms = Lane(self.store.keep_alarms, batch=200, committed=self._alarmed)
        self.readings = Lane(
            self.store.keep_readings, batch=2000, linger=0.005, limit=self.limits.waiting
        )
        self.counts: Counter[str] = Counter()
        self.links: dict[int, Link] = {}
        self.open = 0
        self.notes = Notes()
        self._seen: dict[int, tuple[int, int | None]] = {}
        self._quarantine: dict[tuple[str, str, str], list[Any]] = {}
        self._buckets: dict[int, Bucket] = {}
        self._carrying = asyncio.Event()
        self._sent: dict[int, float] = {}
        self.started = now_ms()
        self._hinting = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self._hinting.settimeout(0.0)

    # taking in ---------------------------------------------------------------------------------

    def take(
        self, heard: Heard, asker: Asker | None, token: int, *, received: int
    ) -> Outcome | None:
        """Queue a message; returns None, and `asker` is told, or what became of it at once."""
        self._seen[heard.device] = (received, heard.battery)
        if heard.is_alarm:
            self.counts[f"{heard.protocol}.alarms"] += 1
            self.alarms.put(heard.alarm(received), asker, token)
            return None
        self.counts[f"{heard.protocol}.readings"] += 1
        if not self._bucket(heard.device).takes(self.limits, time.monotonic()):
            self.counts["shed.rate"] += 1
            return Outcome.SHED
        if not self.readings.put(heard.reading(received), asker, token):
            self.counts["shed.load"] += 1
            return Outcome.SHED
        return None

    def heard_from(self, known: Known) -> None:
        """Note that a device showed itself, with nothing to keep."""
        battery = self._seen.get(known.id, (0, None))[1]
        self._seen[known.id] = (now_ms(), battery)

    def _bucket(self, device: int) -> Bucket:
        found = self._buckets.get(device)
        if found is None:
            found = self._buckets[device] = Bucket(self.limits.burst, time.monotonic())
        return found

    def quarantine(self, protocol: str, reason: str, peer: str, sample: bytes) -> None:
        """Count what cannot be used; the page shows it with its first bytes."""
        self.counts["quarantined"] += 1
        key = (protocol, reason[:24], peer.replace("\0", "")[:60])
        if key not in self._quarantine and len(self._quarantine) >= QUARANTINED:
            key = (protocol, reason[:24], "")
        now = now_ms()
        line = self._quarantine.setdefault(key, ["", 0, now, now])
        line[0], line[1], line[3] = sample[:SAMPLE].hex(), line[1] + 1, now

    def admit(self) -> bool:
        """Count a new connection; False when there are too many already."""
        if self.open >= self.limits.connections:
            self.counts["refused.connections"] += 1
            return False
        self.open += 1
        return True

    # telling browsers --------------------------------------------------------------------------

    def _alarmed(self, _count: int) -> None:
        self._carrying.set()

    async def _carry(self) -> None:
        is_failing = False
        while True:
            try:
                while await self.store.carry():
                    self._hint()
                self._hint()
                is_failing = False
            except asyncio.CancelledError:
                raise
            except Exception:
                # Alarms stay in the journal and are carried as soon as the main database answers.
                if not is_failing:
                    log.exception("alarms wait to be carried over")
                is_failing = True
            if is_failing:
                await asyncio.sleep(0.2)
                continue
            await self._carrying.wait()
            self._carrying.clear()

    def _hint(self) -> None:
        """Wake whoever listens (desks, the escalator); a hint may be lost, their poll is not."""
        if self.hints is None:
            return
        for one in self.hints.glob("*.sock"):
            try:
                self._hinting.sendto(b"!", str(one))
            except BlockingIOError:
                continue
            except OSError:
                one.unlink(missing_ok=True)

    # keeping notes -----------------------------------------------------------------------------

    def beat(self) -> tuple[object, ...]:
        """Return the row that says how the ingress is."""
        counts = dict(self.counts) | {
            "connections": self.open, "alarms.waiting": len(self.alarms.waiting),
            "readings.waiting": len(self.readings.waiting), "alarms.kept": self.alarms.kept,
            "readings.kept": self.readings.kept, "alarms.failing": int(self.alarms.is_failing),
        }  # fmt: skip
        return (self.name, self.started, now_ms(), json.dumps(counts))

    async def _note(self) -> None:
        is_failing = False
        while True:
            await asyncio.sleep(NOTE_EVERY)
            notes, self.notes = self.notes, Notes()
            seen, self._seen = self._seen, {}
            found, self._quarantine = self._quarantine, {}
            notes.seen = [(key, at, level) for key, (at, level) in seen.items()]
            notes.quarantine = [(*key, *line) for key, line in found.items()]
            notes.beat = self.beat()
            try:
                await self.store.note(notes)
                is_failing = False
            except asyncio.CancelledError:
                raise
            except Exception:
                # Sessions and commands matter and are kept for the next time; the rest is renewed.
                if not is_failing:
                    log.exception("notes could not be written")
                is_failing = True
                self.notes.sessions[:0] = notes.sessions
                self.notes.commands_sent[:0] = notes.commands_sent
                self.notes.commands_done[:0] = notes.commands_done
                self._seen = seen | self._seen

    async def _command(self) -> None:
        while True:
            await asyncio.sleep(1.0)
            if not self.links:
                continue
            try:
                rows = await self.store.commands()
            except asyncio.CancelledError:
                raise
            except Exception:  # noqa: BLE001, S112 - the notes of the same second log it
                continue
            for key, device, command, body in rows:
                self._pass_on(key, device, command, body)

    def _pass_on(self, key: int, device: int, command: str, body: str) -> None:
        link = self.links.get(device)
        now = time.monotonic()
        if link is None or now - self._sent.get(key, -60.0) < 30:
            return
        if link.send_command(key, command, body):
            self._sent[key] = now
            self.notes.commands_sent.append((key, now_ms()))

    def command_done(self, key: int) -> None:
        """Note that a device confirmed a command."""
        self._sent.pop(key, None)
        self.notes.commands_done.append(key)

    # running -----------------------------------------------------------------------------------

    async def run(
        self, listen: "Callable[[Ingress], Awaitable[None]]",
        *more: "Callable[[Ingress], Coroutine[Any, Any, None]]",
    ) -> None:  # fmt: skip
        """Open the store, then the doors, then work (and whatever more runs) until cancelled."""
        await self._opened()
        await listen(self)
        async with asyncio.TaskGroup() as tasks:
            for one in (
                self.alarms.run(), self.readings.run(), self._carry(), self._note(),
                self._command(), self.registry.follow(), *(other(self) for other in more),
            ):  # fmt: skip
                tasks.create_task(one)

    async def _opened(self) -> None:
        is_told = False
        while True:
            try:
                await self.store.start()
                await self.registry.read()
            except asyncio.CancelledError:
                raise
            except Exception:
                # At a restart the database may come up after us; doors stay shut until it does.
                if not is_told:
                    log.exception("the database is not there yet; trying again")
                is_told = True
                await asyncio.sleep(0.5)
            else:
                return
