"""MQTT 3.1.1 and 5 on the wire: packets in, packets out; no connection, no clock."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from anhuai.response.engine.heard import Malformed

CONNECT, CONNACK, PUBLISH, PUBACK, PUBREC, PUBREL, PUBCOMP = 1, 2, 3, 4, 5, 6, 7
SUBSCRIBE, SUBACK, UNSUBSCRIBE, UNSUBACK, PINGREQ, PINGRESP, DISCONNECT = 8, 9, 10, 11, 12, 13, 14
V4, V5 = 4, 5
_MOST_LENGTH = 4

# Types of v5 properties (MQTT 5 §2.2.2.2): 1, 2, 4 bytes, v variable, s text, b binary, p pair.
_KINDS: Final[dict[int, str]] = {
    0x01: "1", 0x02: "4", 0x03: "s", 0x08: "s", 0x09: "b", 0x0B: "v", 0x11: "4", 0x12: "s",
    0x13: "2", 0x15: "s", 0x16: "b", 0x17: "1", 0x18: "4", 0x19: "1", 0x1A: "s", 0x1C: "s",
    0x1F: "s", 0x21: "2", 0x22: "2", 0x23: "2", 0x24: "1", 0x25: "1", 0x26: "p", 0x27: "4",
    0x28: "1", 0x29: "1", 0x2A: "1",
}  # fmt: skip
SESSION_EXPIRY, WILL_DELAY, TOPIC_ALIAS = 0x11, 0x18, 0x23


class Reader:
    """Reads the fields of one packet; raises `Malformed` at its end."""

    def __init__(self, data: bytes) -> None:
        self.data, self.at = data, 0

    def take(self, count: int) -> bytes:
        """Return the next bytes."""
        if self.at + count > len(self.data):
            raise Malformed("truncated")
        self.at += count
        return self.data[self.at - count : self.at]

    def number(self, size: int) -> int:
        """Return the next big-endian number."""
        return int.from_bytes(self.take(size), "big")

    def binary(self) -> bytes:
        """Return the next length-prefixed bytes."""
        return self.take(self.number(2))

    def text(self) -> str:
        """Return the next length-prefixed text."""
        try:
            found = self.binary().decode()
        except UnicodeDecodeError as broken:
            raise Malformed("utf8") from broken
        if "\0" in found:
            raise Malformed("utf8")
        return found

    def variable(self) -> int:
        """Return the next variable-length number."""
        value = 0
        for place in range(_MOST_LENGTH):
            byte = self.number(1)
            value |= (byte & 127) << (7 * place)
            if byte < 128:
                return value
        raise Malformed("length")

    def rest(self) -> bytes:
        """Return all that is left."""
        return self.take(len(self.data) - self.at)

    def properties(self) -> dict[int, object]:
        """Return the properties of a v5 packet; user properties are passed over."""
        inside = Reader(self.take(self.variable()))
        found: dict[int, object] = {}
        while inside.at < len(inside.data):
            key = inside.variable()
            kind = _KINDS.get(key)
            if kind is None:
                raise Malformed("property")
            if kind == "p":
                inside.text()
                inside.text()
            elif kind in "124":
                found[key] = inside.number(int(kind))
            elif kind == "v":
                found[key] = inside.variable()
            else:
                found[key] = inside.binary() if kind == "b" else inside.text()
        return found


def length(count: int) -> bytes:
    """Return a variable-length number."""
    out = bytearray()
    while True:
        count, low = count >> 7, count & 127
        out.append(low | 128 if count else low)
        if not count:
            return bytes(out)


def packet(kind: int, body: bytes, flags: int = 0) -> bytes:
    """Return one packet."""
    return bytes([kind << 4 | flags]) + length(len(body)) + body


def split(buffer: bytearray, most: int) -> Iterator[tuple[int, bytes]]:
    """Yield whole packets as (first byte, body) and take them off; raises `Malformed`."""
    start = 0
    try:
        while len(buffer) - start >= 2:
            size, at, place = 0, start + 1, 0
            while True:
                if at >= len(buffer):
                    return
                byte = buffer[at]
                size |= (byte & 127) << (7 * place)
                at, place = at + 1, place + 1
                if byte < 128:
                    break
                if place == _MOST_LENGTH:
                    raise Malformed("length")
            if size > most:
                raise Malformed("oversize")
            if len(buffer) - at < size:
                return
            first, body = buffer[start], bytes(buffer[at : at + size])
            start = at + size
            yield first, body
    finally:
        del buffer[:start]


@dataclass(slots=True)
class Will:
    """What a device wants said when it vanishes."""

    payload: bytes
    delay: int = 0


@dataclass(slots=True)
class Hello:
    """A CONNECT."""

    version: int
    client: str
    user: str
    password: str
    clean: bool
    keepalive: int
    expiry: int
    will: Will | None


def hello(body: bytes) -> Hello:
    """Read a CONNECT; raises `Malformed`, with reason "version" for one we do not speak."""
    read = Reader(body)
    if read.text() != "MQTT":
        raise Malformed("protocol")
    version = read.number(1)
    if version not in (V4, V5):
        raise Malformed("version")
    flags, keepalive = read.number(1), read.number(2)
    if flags & 1:
        raise Malformed("flags")
    given = read.properties() if version == V5 else {}
    clean = bool(flags & 2)
    expiry = given.get(SESSION_EXPIRY, 0) if version == V5 else (0 if clean else 0xFFFFFFFF)
    client = read.text()
    will = None
    if flags & 4:
        delay = read.properties().get(WILL_DELAY, 0) if version == V5 else 0
        read.text()
        will = Will(read.binary(), delay if isinstance(delay, int) else 0)
    user = read.text() if flags & 128 else ""
    password = read.binary().decode(errors="replace") if flags & 64 else ""
    return Hello(
        version, client, user, password, clean, keepalive,
        expiry if isinstance(expiry, int) else 0, will,
    )  # fmt: skip


@dataclass(slots=True)
class Published:
    """A PUBLISH."""

    topic: str
    payload: bytes
    qos: int
    packet_id: int = 0


def published(first: int, body: bytes, version: int) -> Published:
    """Read a PUBLISH."""
    qos = first >> 1 & 3
    if qos == 3:
        raise Malformed("qos")
    read = Reader(body)
    topic = read.text()
    packet_id = read.number(2) if qos else 0
    if qos and not packet_id:
        raise Malformed("packet_id")
    if version == V5 and TOPIC_ALIAS in read.properties():
        raise Malformed("alias")
    return Published(topic, read.rest(), qos, packet_id)


@dataclass(slots=True)
class Asked:
    """A SUBSCRIBE or UNSUBSCRIBE."""

    packet_id: int
    topics: list[tuple[str, int]] = field(default_factory=list)


def asked(body: bytes, version: int, *, ends: bool) -> Asked:
    """Read a SUBSCRIBE, or with `ends` an UNSUBSCRIBE."""
    read = Reader(body)
    found = Asked(read.number(2))
    if version == V5:
        read.properties()
    while read.at < len(body):
        topic = read.text()
        found.topics.append((topic, 0 if ends else read.number(1) & 3))
    if not found.topics:
        raise Malformed("topics")
    return found


def ack(kind: int, packet_id: int, version: int, reason: int = 0) -> bytes:
    """Return a PUBACK, PUBREC, PUBREL or PUBCOMP; a reason is said in v5 only."""
    body = packet_id.to_bytes(2, "big")
    if reason and version == V5:
        body += bytes([reason])
    return packet(kind, body, 2 if kind == PUBREL else 0)


def publish(topic: str, payload: bytes, version: int, packet_id: int = 0) -> bytes:
    """Return a PUBLISH, QoS 1 with a packet id, else QoS 0."""
    name = topic.encode()
    body = len(name).to_bytes(2, "big") + name
    if packet_id:
        body += packet_id.to_bytes(2, "big")
    return packet(
        PUBLISH, body + (b"\0" if version == V5 else b"") + payload, 2 if packet_id else 0
    )


def connack(version: int, reason: int, *, present: bool = False) -> bytes:
    """Return a CONNACK; a v5 client learns that nothing is retained and wildcards are not taken."""
    head = bytes([1 if present else 0, reason])
    if version != V5:
        return packet(CONNACK, head)
    # receive maximum 500, retain 0, maximum packet 65,536, wildcards 0, shared 0
    told = b"\x21\x01\xf4\x25\x00\x27\x00\x01\x00\x00\x28\x00\x2a\x00" if not reason else b""
    return packet(CONNACK, head + length(len(told)) + told)
