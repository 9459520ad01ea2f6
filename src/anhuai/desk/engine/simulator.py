"""An exchange that is not there, for training and tests: `anhuai simulate-calls`.

It speaks AMI over a real socket: whoever connects signs in, hears calls come in, be answered and
end, and may have it dial. A script says which callers ring when; without one they come by chance
from the numbers given. No sound is carried: the trainee's partner speaks across the table.
"""

import argparse
import asyncio
import hashlib
import random
import secrets
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count

from anhuai.desk.engine.ami import PORT, read, written

GREETING = b"Asterisk Call Manager/5.0.4\r\n"


@dataclass
class Exchange:
    """The simulated exchange: its manager's account, its lines and who listens."""

    user: str
    secret: str
    listeners: set[asyncio.StreamWriter] = field(default_factory=set)
    channels: dict[str, dict[str, str]] = field(default_factory=dict)
    numbers: "count[int]" = field(default_factory=lambda: count(1))
    tasks: "set[asyncio.Task[None]]" = field(default_factory=set)
    dialled: list[dict[str, str]] = field(default_factory=list)
    answers_dialled: bool = True
    busy: set[str] = field(default_factory=set)  # channels that answer with the busy tone

    def tell(self, event: str, **fields: str) -> None:
        """Tell every listener of an event."""
        said = written({"Event": event, "Privilege": "call,all", **fields})
        for one in list(self.listeners):
            if one.is_closing():
                self.listeners.discard(one)
            else:
                one.write(said)

    def _channel(self, name: str, linked: str = "", **more: str) -> str:
        line = f"{1_700_000_000 + next(self.numbers)}.{next(self.numbers)}"
        channel = f"{name}-{next(self.numbers):08x}"
        own = {"Channel": channel, "Uniqueid": line, "Linkedid": linked or line, **more}
        self.channels[line] = own
        self.tell("Newchannel", **own)
        return line

    def ring(self, phone: str) -> str:
        """Let somebody call; returns the line."""
        return self._channel(
            "PJSIP/trunk", CallerIDNum=phone, Context="from-trunk", Exten="12349",
            ChannelStateDesc="Ring",
        )  # fmt: skip

    def answer(self, line: str, extension: str) -> str:
        """Let a telephone answer a line; returns the telephone's own line."""
        own = self._channel(f"PJSIP/{extension}", linked=line, Context="from-internal")
        for one in (line, own):
            self.channels[one]["BridgeId"] = f"b-{line}"
            self.tell("BridgeEnter", **self.channels[one])
        return own

    def hang_up(self, line: str) -> None:
        """End a line and whatever was made for it."""
        for one in [key for key, of in self.channels.items() if of["Linkedid"] == line]:
            said = self.channels.pop(one)
            self.tell("Hangup", **said, Cause="16")

    # the manager's side --------------------------------------------------------------------

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Serve one manager until it leaves."""
        writer.write(GREETING)
        challenge = secrets.token_hex(5)
        try:
            while True:
                said = read((await reader.readuntil(b"\r\n\r\n")).decode())
                if not self._done(said, writer, challenge):
                    break
        except (asyncio.IncompleteReadError, asyncio.CancelledError, ConnectionError):
            return  # the manager left, or the exchange ends
        finally:
            self.listeners.discard(writer)
            writer.close()

    def _done(self, said: Mapping[str, str], writer: asyncio.StreamWriter, nonce: str) -> bool:
        action = said.get("Action", "").lower()
        if action == "challenge":
            self._reply(writer, said, Challenge=nonce)
        elif action == "login":
            wanted = hashlib.md5((nonce + self.secret).encode(), usedforsecurity=False)
            fits = said.get("Username") == self.user and said.get("Key") == wanted.hexdigest()
            self._reply(writer, said, is_well=fits)
            if not fits:
                return False
            self.listeners.add(writer)
        elif writer not in self.listeners:
            self._reply(writer, said, is_well=False, Message="Permission denied")
        elif action == "originate":
            self._reply(writer, said, Message="Originate successfully queued")
            task = asyncio.get_running_loop().create_task(self._originate(dict(said)))
            self.tasks.add(task)
            task.add_done_callback(self.tasks.discard)
        elif action == "coreshowchannels":
            self._reply(writer, said)
            for one in self.channels.values():
                self.tell("CoreShowChannel", **one)
            self.tell("CoreShowChannelsComplete", ListItems=str(len(self.channels)))
        else:
            self._reply(writer, said, Ping="Pong")
        return True

    @staticmethod
    def _reply(
        writer: asyncio.StreamWriter, said: Mapping[str, str], *, is_well: bool = True, **more: str
    ) -> None:
        fields = {"Response": "Success" if is_well else "Error", **more}
        if "ActionID" in said:
            fields["ActionID"] = said["ActionID"]
        writer.write(written(fields))

    async def _originate(self, said: dict[str, str]) -> None:
        """Ring the officer's telephone, which is lifted, then the number, which may answer."""
        self.dialled.append(said)
        channel = said.get("Channel", "").partition("-")[0]
        if channel in self.busy:
            self.tell(
                "OriginateResponse", ActionID=said.get("ActionID", ""), Response="Failure",
                Channel=channel, Reason="5", Uniqueid="",
            )  # fmt: skip
            return
        line = self._channel(channel, Context="desk-out", Exten=said.get("Exten", ""))
        self.tell(
            "OriginateResponse", ActionID=said.get("ActionID", ""), Response="Success",
            Uniqueid=line, Channel=self.channels[line]["Channel"],
        )  # fmt: skip
        await asyncio.sleep(0)
        if self.answers_dialled:
            self.answer(line, said.get("Exten", ""))


@dataclass(frozen=True, slots=True)
class Caller:
    """A line of a training script: after so many seconds who calls, and how long they wait."""

    after: float
    phone: str
    patience: float


def script_of(text: str) -> list[Caller]:
    """Read a script: each line `seconds phone patience`; # begins a remark. Raises ValueError."""
    found = []
    for number, line in enumerate(text.splitlines(), 1):
        words = line.partition("#")[0].split()
        if not words:
            continue
        if len(words) != 3:
            raise ValueError(f"第 {number} 行应为：几秒后 电话 等待几秒")
        found.append(Caller(float(words[0]), words[1], float(words[2])))
    return found


def by_chance(phones: Sequence[str], *, seed: int, every: float, calls: int) -> list[Caller]:
    """Return callers in an order and at intervals that a seed decides."""
    chance = random.Random(seed)  # noqa: S311 - training, not secrets
    waits = [(chance.expovariate(1 / every), 20 + chance.random() * 60) for _n in range(calls)]
    return [Caller(after, chance.choice(list(phones)), patience) for after, patience in waits]


async def play(exchange: Exchange, callers: Sequence[Caller]) -> None:
    """Let callers ring one after another; who is not answered in time gives up."""
    async with asyncio.TaskGroup() as waiting:
        for one in callers:
            await asyncio.sleep(one.after)
            waiting.create_task(_call(exchange, one))


async def _call(exchange: Exchange, one: Caller) -> None:
    line = exchange.ring(one.phone)
    print(f"{one.phone} 来电，最多等 {one.patience:.0f} 秒", flush=True)  # noqa: T201
    await asyncio.sleep(one.patience)
    exchange.hang_up(line)


def run(given: argparse.Namespace) -> int:
    """Serve managers and let callers ring until the script is over."""

    async def whole() -> None:
        exchange = Exchange(given.user, given.secret)
        server = await asyncio.start_server(exchange.serve, given.host, given.port or PORT)
        print(f"模拟话务交换机：{given.host}:{given.port or PORT}", flush=True)  # noqa: T201
        callers = (
            script_of(given.script.read_text(encoding="utf-8"))
            if given.script
            else by_chance(given.phones, seed=given.seed, every=given.every, calls=given.calls)
        )
        async with server:
            while not exchange.listeners:  # nobody would hear the first one
                await asyncio.sleep(0.2)
            await play(exchange, callers)

    try:
        asyncio.run(whole())
    except KeyboardInterrupt:
        return 0
    except (OSError, ValueError) as why:
        print(f"不能模拟：{why}", file=sys.stderr)  # noqa: T201
        return 1
    return 0
