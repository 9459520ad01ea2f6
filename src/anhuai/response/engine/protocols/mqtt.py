"""MQTT 3.1.1 and 5: a device publishes JSON to `d/<ident>/up`, hears on `d/<ident>/down`.

The answer (PUBACK, PUBREC) is written after the commit. It signs in with its identifier as user or
client id and its secret as password. Commands come as QoS 1 to `…/down`, and on `…/ack` it hears
which of its alarms are kept.
"""

import asyncio
import json
from functools import partial
from typing import cast

from anhuai.response.engine.heard import Heard, Malformed, Outcome, said_in
from anhuai.response.engine.ingress import Ingress, Link
from anhuai.response.engine.protocols import mqtt_packets as wire
from anhuai.response.engine.protocols.mqtt_packets import V5, Hello, Published, Will
from anhuai.response.engine.registry import Known
from anhuai.response.engine.stores import now_ms
from anhuai.response.rules import ALARMS

NAME = "mqtt"
GREETING = 4096  # bytes a stranger may send
_QUOTA, _NOT_YOURS, _BAD_PAYLOAD, _TAKEN_OVER = 0x97, 0x87, 0x99, 0x8E
_REFUSALS = {"version": (1, 0x84), "bad": (4, 0x86), "stranger": (5, 0x87), "full": (3, 0x97)}


class Mqtt(asyncio.Protocol, Link):
    """One device's connection."""

    def __init__(self, ingress: Ingress) -> None:
        self.ingress = ingress
        self.buffer = bytearray()
        self.known: Known | None = None
        self.version = 4
        self.topics: dict[str, int] = {}
        self.expiry = 0
        self.keepalive = 0
        self.will: Will | None = None
        self.counted = False
        self.asked: dict[int, tuple[int, int, str]] = {}  # token → qos, packet id, alarm kind
        self.token = 0
        self.received: set[int] = set()  # QoS 2 packets kept and not yet released
        self.commands: dict[int, int] = {}  # packet id → command
        self.next_id = 0
        self.last = 0.0
        self.timer: asyncio.TimerHandle | None = None
        self.is_paused = False

    # the connection ----------------------------------------------------------------------------

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Give a stranger some seconds to say who it is."""
        self.transport = cast("asyncio.Transport", transport)
        peer = transport.get_extra_info("peername")
        self.peer = str(peer[0]) if peer else ""
        self.counted = self.ingress.admit()
        if not self.counted:
            self.transport.close()
            return
        loop = asyncio.get_running_loop()
        self.timer = loop.call_later(self.ingress.limits.greeting, self._too_slow)

    def _too_slow(self) -> None:
        if self.known is None:
            self.ingress.quarantine(NAME, "slow", self.peer, bytes(self.buffer))
            self.transport.abort()
            return
        loop = asyncio.get_running_loop()
        left = self.last + self.keepalive * 1.5 - loop.time()
        if left <= 0:
            self.transport.abort()
        else:
            self.timer = loop.call_later(left, self._too_slow)

    def connection_lost(self, _error: Exception | None) -> None:
        """Say the will of a device that vanished, and keep its session if it wants one."""
        if self.timer is not None:
            self.timer.cancel()
        if self.counted:
            self.ingress.open -= 1
        if self.known is None:
            return
        if self.ingress.links.get(self.known.id) is self:
            del self.ingress.links[self.known.id]
        if not self.expiry:
            self._session_over()
        if self.will is not None:
            loop = asyncio.get_running_loop()
            loop.call_later(min(self.will.delay, self.expiry), self._say_will, self.will)

    def _say_will(self, will: Will) -> None:
        known = self.known
        if known is None or known.id in self.ingress.links:
            return  # it is back
        received = now_ms()
        try:
            heard = said_in(will.payload, known.id, NAME, received)
        except Malformed as broken:
            self.ingress.quarantine(NAME, f"will_{broken}", known.ident, will.payload)
            return
        self.ingress.take(heard, None, 0, received=received)

    def data_received(self, data: bytes) -> None:
        """Take packets in; whatever is no MQTT ends the connection."""
        self.buffer += data
        self.last = asyncio.get_running_loop().time()
        most = self.ingress.limits.packet if self.known else GREETING
        try:
            for first, body in wire.split(self.buffer, most):
                self._packet(first, body)
                if self.transport.is_closing():
                    return
        except Malformed as broken:
            name = self.known.ident if self.known else self.peer
            self.ingress.quarantine(NAME, str(broken), name, data)
            if str(broken) == "version" and self.known is None:
                self.transport.write(wire.connack(4, _REFUSALS["version"][0]))
            elif self.known and self.version == V5:
                self.transport.write(wire.packet(wire.DISCONNECT, b"\x81"))
            self.transport.close()

    def _packet(self, first: int, body: bytes) -> None:
        kind = first >> 4
        if self.known is None:
            if kind != wire.CONNECT:
                raise Malformed("not_connect")
            self._greet(wire.hello(body))
            return
        if kind == wire.PUBLISH:
            self._published(wire.published(first, body, self.version))
            return
        does = {
            wire.PUBREL: self._released, wire.PUBACK: self._confirmed,
            wire.SUBSCRIBE: self._subscribe, wire.UNSUBSCRIBE: self._unsubscribe,
            wire.PINGREQ: self._pinged, wire.DISCONNECT: self._left,
        }.get(kind)  # fmt: skip
        if does is None:
            raise Malformed("packet")
        does(body)

    def _released(self, body: bytes) -> None:
        packet_id = wire.Reader(body).number(2)
        self.received.discard(packet_id)
        self.transport.write(wire.ack(wire.PUBCOMP, packet_id, self.version))

    def _confirmed(self, body: bytes) -> None:
        command = self.commands.pop(wire.Reader(body).number(2), None)
        if command is not None:
            self.ingress.command_done(command)

    def _pinged(self, _body: bytes) -> None:
        self.ingress.heard_from(cast("Known", self.known))
        self.transport.write(wire.packet(wire.PINGRESP, b""))

    def _left(self, body: bytes) -> None:
        if not (self.version == V5 and body[:1] == b"\x04"):  # 4: with the will
            self.will = None
        self.transport.close()

    # who it is ---------------------------------------------------------------------------------

    def _greet(self, said: Hello) -> None:
        self.version = said.version
        ident = said.user or said.client
        known = self.ingress.registry.find(ident)
        if known is None:
            self._turn_away("stranger", ident)
        elif not self.ingress.registry.admits(known, said.password):
            self._turn_away("bad", ident)
        else:
            self._welcome(known, said)

    def _turn_away(self, why: str, ident: str) -> None:
        self.ingress.quarantine(NAME, why, ident, b"")
        reason = _REFUSALS[why][1 if self.version == V5 else 0]
        self.transport.write(wire.connack(self.version, reason))
        self.transport.close()

    def _welcome(self, known: Known, said: Hello) -> None:
        before = self.ingress.links.get(known.id)
        if isinstance(before, Mqtt):
            before.taken_over()
        elif before is not None:
            before.close()
        self.known, self.will, self.keepalive = known, said.will, said.keepalive
        self.expiry = said.expiry
        present = known.topics is not None and not said.clean
        if said.clean:
            self._session_over()
        self.topics = dict.fromkeys(known.topics or (), 1)
        if self.expiry:
            self._session_kept()
        self.ingress.links[known.id] = self
        self.ingress.heard_from(known)
        self.transport.write(wire.connack(said.version, 0, present=present))
        if self.timer is not None:
            self.timer.cancel()
        if said.keepalive:
            loop = asyncio.get_running_loop()
            self.timer = loop.call_later(said.keepalive * 1.5, self._too_slow)

    def taken_over(self) -> None:
        """End for a newer connection of the same device; its will is not said."""
        self.will = None
        if self.version == V5:
            self.transport.write(wire.packet(wire.DISCONNECT, bytes([_TAKEN_OVER])))
        self.expiry = max(self.expiry, 1)  # the session goes over to the newer one
        self.transport.close()

    def _session_kept(self) -> None:
        if self.known is not None:
            self.known.topics = tuple(sorted(self.topics))
            line = (self.known.id, "\n".join(self.known.topics), now_ms())
            self.ingress.notes.sessions.append(line)

    def _session_over(self) -> None:
        if self.known is not None and self.known.topics is not None:
            self.known.topics = None
            self.ingress.notes.sessions.append((self.known.id, None, 0))

    # what it says ------------------------------------------------------------------------------

    def _published(self, said: Published) -> None:
        known = cast("Known", self.known)
        if said.qos == 2 and said.packet_id in self.received:
            self.transport.write(wire.ack(wire.PUBREC, said.packet_id, self.version))
            return
        if said.topic != f"d/{known.ident}/up":
            self.ingress.quarantine(NAME, "topic", known.ident, said.topic.encode())
            self._refuse(said.qos, said.packet_id, _NOT_YOURS)
            return
        received = now_ms()
        try:
            heard = said_in(said.payload, known.id, NAME, received)
        except Malformed as broken:
            # Answered, or the device would send what nobody can read for ever.
            self.ingress.quarantine(NAME, str(broken), known.ident, said.payload)
            self._refuse(said.qos, said.packet_id, _BAD_PAYLOAD)
            return
        self._hand_in(heard, said, received)

    def _hand_in(self, heard: Heard, said: Published, received: int) -> None:
        self.token += 1
        kind = heard.kind if heard.kind in ALARMS else ""
        if said.qos or kind:
            self.asked[self.token] = (said.qos, said.packet_id, kind)
        at_once = self.ingress.take(
            heard, self if said.qos or kind else None, self.token, received=received
        )
        if at_once is not None:
            self.settled([self.token], at_once)
        elif len(self.asked) > self.ingress.limits.in_flight and not self.is_paused:
            self.transport.pause_reading()
            self.is_paused = True

    def settled(self, tokens: list[int], outcome: Outcome) -> None:
        """Answer what was committed; what was shed is refused in v5, and not answered in 3.1.1."""
        out = b"".join(self._answer(self.asked.pop(token, (0, 0, "")), outcome) for token in tokens)
        if self.transport.is_closing():
            return
        if out:
            self.transport.write(out)
        if self.is_paused and len(self.asked) <= self.ingress.limits.in_flight // 2:
            self.transport.resume_reading()
            self.is_paused = False

    def _answer(self, asked: tuple[int, int, str], outcome: Outcome) -> bytes:
        qos, packet_id, kind = asked
        answer = wire.PUBACK if qos == 1 else wire.PUBREC
        if outcome is Outcome.KEPT:
            if qos == 2:
                self.received.add(packet_id)
            said = wire.ack(answer, packet_id, self.version) if qos else b""
            return said + (self._kept(kind) if kind else b"")
        if not qos or self.version != V5:
            return b""
        reason = _QUOTA if outcome is Outcome.SHED else _BAD_PAYLOAD
        return wire.ack(answer, packet_id, self.version, reason)

    def _kept(self, kind: str) -> bytes:
        """Tell the device itself, where it listens, that its alarm is kept."""
        topic = f"d/{cast('Known', self.known).ident}/ack"
        if topic not in self.topics:
            return b""
        said = json.dumps({"t": kind, "kept": True}).encode()
        return wire.publish(topic, said, self.version)

    def _refuse(self, qos: int, packet_id: int, reason: int) -> None:
        if qos:
            answer = wire.PUBACK if qos == 1 else wire.PUBREC
            self.transport.write(wire.ack(answer, packet_id, self.version, reason))

    # what it hears -----------------------------------------------------------------------------

    def _subscribe(self, body: bytes) -> None:
        said = wire.asked(body, self.version, ends=False)
        ident = cast("Known", self.known).ident
        granted = bytearray()
        for topic, qos in said.topics:
            if topic in (f"d/{ident}/down", f"d/{ident}/ack"):
                self.topics[topic] = min(qos, 1)
                granted.append(min(qos, 1))
            else:
                granted.append(_NOT_YOURS if self.version == V5 else 0x80)
        if self.expiry:
            self._session_kept()
        self._answer_topics(wire.SUBACK, said.packet_id, bytes(granted))

    def _unsubscribe(self, body: bytes) -> None:
        said = wire.asked(body, self.version, ends=True)
        known = [self.topics.pop(topic, None) is not None for topic, _qos in said.topics]
        if self.expiry:
            self._session_kept()
        reasons = bytes(0 if one else 0x11 for one in known) if self.version == V5 else b""
        self._answer_topics(wire.UNSUBACK, said.packet_id, reasons)

    def _answer_topics(self, kind: int, packet_id: int, reasons: bytes) -> None:
        none = b"\0" if self.version == V5 else b""
        self.transport.write(wire.packet(kind, packet_id.to_bytes(2, "big") + none + reasons))

    def send_command(self, key: int, command: str, body: str) -> bool:
        """Publish a command with QoS 1; False where the device does not listen."""
        topic = f"d/{cast('Known', self.known).ident}/down"
        if topic not in self.topics:
            return False
        self.next_id = self.next_id % 65_535 + 1
        self.commands[self.next_id] = key
        said = json.dumps({"id": key, "t": command, "v": body}, ensure_ascii=False).encode()
        self.transport.write(wire.publish(topic, said, self.version, self.next_id))
        return True

    def close(self) -> None:
        """End the connection."""
        self.transport.close()


def factory(ingress: Ingress) -> "partial[Mqtt]":
    """Return what makes a connection."""
    return partial(Mqtt, ingress)
