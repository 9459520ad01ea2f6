"""Which devices there are, as the database says; read again whenever it may have changed."""

import asyncio
import logging
from dataclasses import dataclass

from anhuai.response.engine.opening import Opener, is_same
from anhuai.response.engine.stores import Store

log = logging.getLogger(__name__)
EVERY = 1.0


@dataclass(slots=True)
class Known:
    """A device in the registry; `topics` are those of its persistent session, None without one."""

    id: int
    ident: str
    kind: str
    secret_sealed: bytes
    version: int
    topics: tuple[str, ...] | None = None


class Registry:
    """The devices by what they call themselves."""

    def __init__(self, store: Store, opener: Opener) -> None:
        self.store, self.opener = store, opener
        self.by_ident: dict[str, Known] = {}
        self.by_id: dict[int, Known] = {}

    def find(self, ident: str) -> Known | None:
        """Return a device, None for one that is not in the registry or was removed."""
        return self.by_ident.get(ident)

    def secret_of(self, known: Known) -> str:
        """Return a device's secret, "" where it has none or no key opens it."""
        return self.opener.open(known.secret_sealed) or ""

    def admits(self, known: Known, secret: str) -> bool:
        """Say whether a device gave its secret."""
        return is_same(secret, self.secret_of(known))

    async def read(self) -> None:
        """Read the whole registry."""
        found: dict[str, Known] = {}
        for key, ident, kind, sealed, version, topics in await self.store.devices():
            before = self.by_id.get(key)
            kept = before.topics if before is not None else _split(topics)
            found[ident] = Known(key, ident, kind, bytes(sealed), version, kept)
        self.by_ident, self.by_id = found, {one.id: one for one in found.values()}

    async def follow(self) -> None:
        """Read it again every second; a database that is away leaves what was known."""
        is_away = False
        while True:
            await asyncio.sleep(EVERY if len(self.by_id) < 20_000 else EVERY * 10)
            try:
                await self.read()
                is_away = False
            except asyncio.CancelledError:
                raise
            except Exception:
                # The log has it once; devices that were known go on being served.
                if not is_away:
                    log.exception("the registry could not be read")
                is_away = True


def _split(topics: str | None) -> tuple[str, ...] | None:
    return None if topics is None else tuple(one for one in topics.split("\n") if one)
