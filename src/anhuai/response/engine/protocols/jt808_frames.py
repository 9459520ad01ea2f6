"""JT/T 808-2013 and -2019 on the wire: frames, escapes, headers of both widths, bodies."""

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, timezone

from anhuai.response.engine.heard import Malformed

REGISTER, AUTHENTICATE, HEARTBEAT, LOGOUT = 0x0100, 0x0102, 0x0002, 0x0003
ACKNOWLEDGED, POSITION, BATCH = 0x0001, 0x0200, 0x0704
GENERAL, REGISTERED, RESEND, PARAMETERS, TEXT = 0x8001, 0x8100, 0x8003, 0x8103, 0x8300
SOS = 1  # alarm flag, bit 0
MOST = 4096  # bytes of one frame: 1,023 of body, twice when escaped, and the header
_LOCAL = timezone(timedelta(hours=8))


@dataclass(frozen=True, slots=True)
class Frame:
    """One message: `part` is (how many, which, from 1) of one sent in pieces."""

    id: int
    phone: str
    serial: int
    body: bytes
    is_2019: bool
    part: tuple[int, int] = (1, 1)


def split(buffer: bytearray) -> Iterator[bytes]:
    """Yield what stands between flags and take it off; raises `Malformed`."""
    while True:
        start = buffer.find(b"\x7e")
        if start < 0:
            if buffer:
                raise Malformed("flag")
            return
        if start:
            raise Malformed("flag")
        end = buffer.find(b"\x7e", 1)
        if end < 0:
            if len(buffer) > MOST:
                raise Malformed("oversize")
            return
        inside = bytes(buffer[1:end])
        # Two flags in a row are the end of one frame and the start of the next.
        del buffer[: end + 1 if inside else end]
        if inside:
            yield inside


def read(raw: bytes) -> Frame:
    """Return the frame between two flags; raises `Malformed`."""
    data = _unescaped(raw)
    if len(data) < 13:
        raise Malformed("truncated")
    check = 0
    for byte in data:
        check ^= byte
    if check:
        raise Malformed("checksum")
    number, attributes = struct.unpack_from(">HH", data)
    is_2019 = bool(attributes & 0x4000)
    if attributes & 0x1C00:
        raise Malformed("encrypted")
    width, at = (10, 5) if is_2019 else (6, 4)
    phone = data[at : at + width].hex()
    at += width
    head = at + 2 + (4 if attributes & 0x2000 else 0)
    if not phone.isdecimal() or len(data) < head + 1:
        raise Malformed("phone" if len(data) >= head + 1 else "truncated")
    (serial,) = struct.unpack_from(">H", data, at)
    part = struct.unpack_from(">HH", data, at + 2) if attributes & 0x2000 else (1, 1)
    body = data[head:-1]
    if len(body) != attributes & 0x3FF:
        raise Malformed("length")
    return Frame(number, phone.lstrip("0"), serial, body, is_2019, (part[0], part[1]))


def write(frame: Frame) -> bytes:
    """Return a frame with its flags."""
    pieces = frame.part[0] > 1
    attributes = len(frame.body) | (0x4000 if frame.is_2019 else 0) | (0x2000 if pieces else 0)
    head = struct.pack(">HH", frame.id, attributes) + (b"\x01" if frame.is_2019 else b"")
    head += bytes.fromhex(frame.phone.rjust(20 if frame.is_2019 else 12, "0"))
    head += struct.pack(">H", frame.serial)
    if pieces:
        head += struct.pack(">HH", *frame.part)
    data, check = head + frame.body, 0
    for byte in data:
        check ^= byte
    data += bytes([check])
    return b"\x7e" + data.replace(b"\x7d", b"\x7d\x01").replace(b"\x7e", b"\x7d\x02") + b"\x7e"


def _unescaped(raw: bytes) -> bytes:
    out, at = bytearray(), 0
    while (found := raw.find(b"\x7d", at)) >= 0:
        meant = {b"\x01": 0x7D, b"\x02": 0x7E}.get(raw[found + 1 : found + 2])
        if meant is None:
            raise Malformed("escape")
        out += raw[at:found]
        out.append(meant)
        at = found + 2
    return bytes(out + raw[at:])


@dataclass(frozen=True, slots=True)
class Position:
    """One 0x0200: alarm and status flags, place in degrees, when (ms), battery where it is told."""

    alarm: int
    status: int
    latitude: float
    longitude: float
    at: int | None
    raw: bytes
    extras: dict[int, bytes] = field(default_factory=dict)


def position(body: bytes) -> Position:
    """Read a position; raises `Malformed`."""
    if len(body) < 28:
        raise Malformed("position")
    alarm, status, latitude, longitude, _height, _speed, _course = struct.unpack_from(
        ">IIIIHHH", body
    )
    extras, at = {}, 28
    while at + 2 <= len(body):
        kind, size = body[at], body[at + 1]
        extras[kind] = body[at + 2 : at + 2 + size]
        at += 2 + size
    south, west = status & 4, status & 8
    return Position(
        alarm, status, latitude / -1e6 if south else latitude / 1e6,
        longitude / -1e6 if west else longitude / 1e6, bcd_time(body[22:28]), body, extras,
    )  # fmt: skip


def bcd_time(raw: bytes) -> int | None:
    """Return a time YYMMDDhhmmss of GMT+8 in ms, None where it is none."""
    try:
        return int(
            datetime.strptime(raw.hex(), "%y%m%d%H%M%S").replace(tzinfo=_LOCAL).timestamp() * 1000
        )
    except ValueError:
        return None


def bcd_of(at: int) -> bytes:
    """Return a time in ms as YYMMDDhhmmss of GMT+8."""
    local = datetime.fromtimestamp(at / 1000, UTC).astimezone(_LOCAL)
    return bytes.fromhex(local.strftime("%y%m%d%H%M%S"))


def batch(body: bytes) -> list[bytes]:
    """Return the positions of a 0x0704; raises `Malformed`."""
    if len(body) < 3:
        raise Malformed("batch")
    count, at = int.from_bytes(body[:2], "big"), 3
    found = []
    for _one in range(count):
        size = int.from_bytes(body[at : at + 2], "big")
        item = body[at + 2 : at + 2 + size]
        if not size or len(item) != size:
            raise Malformed("batch")
        found.append(item)
        at += 2 + size
    if not found:
        raise Malformed("batch")
    return found


def terminal_of(body: bytes, *, is_2019: bool) -> str:
    """Return the terminal id in a registration."""
    at, width = (4 + 11 + 30, 30) if is_2019 else (4 + 5 + 20, 7)
    if len(body) < at + width:
        raise Malformed("register")
    return body[at : at + width].strip(b"\0 ").decode("gbk", "replace")


def code_of(body: bytes, *, is_2019: bool) -> str:
    """Return the code in an authentication."""
    raw = body[1 : 1 + body[0]] if is_2019 and body else body
    return raw.strip(b"\0").decode("gbk", "replace")
