"""Group commit: take all that is pending, commit it, answer, again. Nothing is answered before."""

import asyncio
import logging
from collections import deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from anhuai.response.engine.heard import Asker, Outcome

Row = tuple[object, ...]
Item = tuple[Row, Asker | None, int]
Write = Callable[[list[Row]], Awaitable[None]]
log = logging.getLogger(__name__)
AGAIN = 0.2


class Unkeepable(Exception):
    """Raised by a store for rows that no attempt would make it take."""


@dataclass
class Lane:
    """One line to the store. `linger` seconds gather telemetry; alarms never wait.

    `limit` is how many rows may wait before more are shed; None for alarms, which are never.
    A batch that the store cannot take is kept and tried again until it can: its devices wait.
    """

    write: Write
    batch: int
    linger: float = 0.0
    limit: int | None = None
    committed: Callable[[int], None] = lambda _count: None
    waiting: deque[Item] = field(default_factory=deque)
    kept: int = 0
    shed: int = 0
    is_failing: bool = False
    _news: asyncio.Event = field(default_factory=asyncio.Event)

    def put(self, row: Row, asker: Asker | None, token: int) -> bool:
        """Queue a row; False when it was shed, which is then said to whoever sent it."""
        if self.limit is not None and len(self.waiting) >= self.limit:
            self.shed += 1
            return False
        self.waiting.append((row, asker, token))
        self._news.set()
        return True

    async def run(self) -> None:
        """Commit and answer until cancelled."""
        while True:
            if not self.waiting:
                self._news.clear()
                await self._news.wait()
                if self.linger and len(self.waiting) < self.batch:
                    await asyncio.sleep(self.linger)
            taken = [self.waiting.popleft() for _ in range(min(len(self.waiting), self.batch))]
            await self._keep(taken)

    async def _keep(self, taken: "list[Item]") -> None:
        while True:
            try:
                await self.write([row for row, _asker, _token in taken])
            except asyncio.CancelledError:
                raise
            except Unkeepable:
                await self._one_by_one(taken)
                return
            except Exception:
                # Whatever the store suffers from (a full disk, a database that was killed), nothing
                # is answered meanwhile and nothing is dropped; the next attempt may succeed.
                if not self.is_failing:
                    log.exception("the store does not take rows; trying again")
                self.is_failing = True
                await asyncio.sleep(AGAIN)
            else:
                self.is_failing = False
                self.kept += len(taken)
                _answer(taken, Outcome.KEPT)
                self.committed(len(taken))
                return

    async def _one_by_one(self, taken: "list[Item]") -> None:
        """Find the row that no database takes, ever: it must not hold up the others."""
        if len(taken) > 1:
            for one in taken:
                await self._keep([one])
            return
        log.error("a row that cannot be kept was refused")
        _answer(taken, Outcome.REFUSED)


def _answer(taken: "list[Item]", outcome: Outcome) -> None:
    told: dict[int, tuple[Asker, list[int]]] = {}
    for _row, asker, token in taken:
        if asker is not None:
            told.setdefault(id(asker), (asker, []))[1].append(token)
    for asker, tokens in told.values():
        try:
            asker.settled(tokens, outcome)
        except Exception:
            # One broken connection must not keep the others from being answered.
            log.exception("an answer could not be given")
