"""An ingress in this process with real sockets, its rows in memory, its registry given."""

import asyncio
import json
import socket
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from anhuai.response.engine.ingress import Ingress, Limits
from anhuai.response.engine.lane import Row
from anhuai.response.engine.main import Door, open_doors
from anhuai.response.engine.opening import Opener
from anhuai.response.engine.stores import Notes
from tests.installation import free_port

SECRET = "s3cret-of-a-device"


@dataclass
class Memory:
    """Keeps rows in lists; `gate` closed means that no commit comes through."""

    registry: list[tuple[Any, ...]]
    alarms: list[Row] = field(default_factory=list)
    readings: list[Row] = field(default_factory=list)
    notes: list[Notes] = field(default_factory=list)
    down: list[tuple[Any, ...]] = field(default_factory=list)
    gate: asyncio.Event = field(default_factory=asyncio.Event)

    def __post_init__(self) -> None:
        self.gate.set()

    async def start(self) -> None:
        return

    async def keep_alarms(self, rows: list[Row]) -> None:
        await self.gate.wait()
        known = {row[:2] for row in self.alarms}
        for row in rows:
            if row[:2] not in known:
                known.add(row[:2])
                self.alarms.append(row)

    async def keep_readings(self, rows: list[Row]) -> None:
        await self.gate.wait()
        self.readings += rows

    async def carry(self) -> int:
        return 0

    async def devices(self) -> list[tuple[Any, ...]]:
        return self.registry

    async def commands(self) -> list[tuple[Any, ...]]:
        return self.down

    async def note(self, notes: Notes) -> None:
        self.notes.append(notes)


class Plain(Opener):
    """Secrets that are not sealed: what opens is tested with the platform's own seal."""

    def __init__(self) -> None:
        super().__init__(Path("none"))

    def open(self, sealed: bytes) -> str | None:
        return sealed.decode()


@dataclass
class Opened:
    """The running ingress."""

    ingress: Ingress
    store: Memory
    ports: dict[str, int]

    async def stream(self, name: str) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        return await asyncio.open_connection("127.0.0.1", self.ports[name])

    def reasons(self) -> list[str]:
        noted = [line[1] for one in self.store.notes for line in one.quarantine]
        return [str(one) for one in noted] + [key[1] for key in self.ingress._quarantine]


@asynccontextmanager
async def opened(*idents: str, limits: Limits | None = None) -> AsyncIterator[Opened]:
    rows = [(n, one, "pendant", SECRET.encode(), 1, None) for n, one in enumerate(idents, 1)]
    store = Memory(rows)
    ingress = Ingress(store, Plain(), limits or Limits())
    ports = {name: free_port() for name in ("mqtt", "jt808", "watch", "http", "coap")}
    doors = [Door(name, "127.0.0.1", port) for name, port in ports.items()]
    ready = asyncio.Event()

    async def listen(one: Ingress) -> None:
        await open_doors(one, doors, None)
        ready.set()

    task = asyncio.ensure_future(ingress.run(listen))
    await asyncio.wait_for(ready.wait(), 10)
    try:
        yield Opened(ingress, store, ports)
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def soon(holds: Callable[[], Any], within: float = 5.0) -> Any:
    for _try in range(int(within / 0.01)):
        if found := holds():
            return found
        await asyncio.sleep(0.01)
    raise AssertionError("not in time")


def told(kind: str, **more: Any) -> bytes:
    return json.dumps({"t": kind, **more}).encode()


def run(work: Awaitable[None]) -> None:
    async def inner() -> None:
        async with asyncio.timeout(20):
            await work

    asyncio.run(inner())


def udp() -> socket.socket:
    made = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    made.settimeout(5)
    return made
