"""What a device said, whatever protocol it speaks, and the key under which it counts once."""

import hashlib
from dataclasses import dataclass
from enum import Enum, auto
from typing import Protocol

import msgspec

from anhuai.response.rules import ALARMS, is_late

EARLIEST = 1_577_836_800_000  # 2020-01-01: what a device without a clock says lies before
AHEAD = 86_400_000  # a day: a clock further ahead than this is wrong


class Malformed(ValueError):
    """Bytes that are no message of their protocol; the reason is a short code."""


class Outcome(Enum):
    """What became of a message."""

    KEPT = auto()  # committed
    SHED = auto()  # telemetry refused under overload: the device may try again
    REFUSED = auto()  # malformed, or not this device's to say


class Asker(Protocol):
    """Whoever is told what became of messages, each by the token it gave."""

    def settled(self, tokens: list[int], outcome: Outcome) -> None:
        """Answer the device."""
        ...


@dataclass(frozen=True, slots=True)
class Heard:
    """One message: `device` is the registry's id; `pressed` ms since 1970, None for no clock."""

    device: int
    kind: str
    body: str
    protocol: str
    sequence: int | None = None
    pressed: int | None = None
    battery: int | None = None

    @property
    def is_alarm(self) -> bool:
        """Whether it goes the alarm lane."""
        return self.kind in ALARMS

    def key(self, received: int) -> str:
        """Return what is the same for every repetition and for nothing else.

        A device's own time is always in it: a number alone starts again when the device does, and
        would make a new call look like an old one. Without a clock the hour of receipt stands in.
        """
        at = self.pressed if self.pressed is not None else received // 3_600_000
        said = f"{self.sequence}" if self.sequence is not None else self.body
        text = f"{self.kind}\0{at}\0{said}"
        return hashlib.blake2b(text.encode(), digest_size=16).hexdigest()

    def alarm(self, received: int) -> tuple[object, ...]:
        """Return the row of an alarm (sql.ALARM)."""
        late = is_late(self.pressed, received)
        return (
            self.device, self.key(received), self.kind, self.pressed, received, late,
            self.protocol, self.body,
        )  # fmt: skip

    def reading(self, received: int) -> tuple[object, ...]:
        """Return the row of a reading (sql.READING)."""
        return (self.device, self.key(received), self.kind, self.pressed, received, self.body)


def believable(at: int | None, received: int) -> int | None:
    """Return a device's time in ms, None where its clock cannot be right."""
    if at is None or at < EARLIEST or at > received + AHEAD:
        return None
    return at


class Said(msgspec.Struct):
    """The JSON that devices send over MQTT, HTTP and CoAP; other fields are kept in the body."""

    t: str
    seq: int | None = None
    ts: int | None = None
    bat: int | None = None


_decode = msgspec.json.Decoder(Said).decode
_CODE = 24


def said_in(raw: bytes, device: int, protocol: str, received: int) -> Heard:
    """Return the message in a JSON payload; raises `Malformed`."""
    try:
        said = _decode(raw)
        body = raw.decode()
    except (msgspec.DecodeError, UnicodeDecodeError) as broken:
        raise Malformed("json") from broken
    if not 0 < len(said.t) <= _CODE or not said.t.replace("_", "").isalnum() or "\0" in body:
        raise Malformed("kind")
    battery = said.bat if said.bat is not None and 0 <= said.bat <= 100 else None
    return Heard(device, said.t, body, protocol, said.seq, believable(said.ts, received), battery)
