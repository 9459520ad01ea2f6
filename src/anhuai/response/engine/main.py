"""Starting the ingress from the environment: its own process, without Django.

ANHUAI_INGRESS says which doors open: `mqtt=127.0.0.1:1883,jt808=…,watch=…,http=…,coap=…`; mqtts=
takes TLS with ANHUAI_INGRESS_CERTIFICATE and ANHUAI_INGRESS_KEY.
"""

import asyncio
import importlib.util
import logging
import os
import signal
import ssl
import sys
from collections.abc import Callable, Coroutine, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

from anhuai.response.engine import bridge, nats_bridge
from anhuai.response.engine.ingress import Ingress, Limits
from anhuai.response.engine.opening import Opener
from anhuai.response.engine.protocols import coap, http, jt808, mqtt, watch
from anhuai.response.engine.stores import store_at

log = logging.getLogger(__name__)
Streams = Callable[[Ingress], Callable[[], asyncio.BaseProtocol]]
Datagrams = Callable[[Ingress], Callable[[], asyncio.DatagramProtocol]]
STREAMS: Final[Mapping[str, Streams]] = {
    "mqtt": mqtt.factory, "mqtts": mqtt.factory, "jt808": jt808.factory, "watch": watch.factory,
    "http": http.factory,
}  # fmt: skip
DATAGRAMS: Final[Mapping[str, Datagrams]] = {"jt808": jt808.datagrams, "coap": coap.datagrams}
DEFAULT: Final = (
    "mqtt=127.0.0.1:1883,jt808=127.0.0.1:1808,watch=127.0.0.1:1809,http=127.0.0.1:1880,"
    "coap=127.0.0.1:5683"
)
_BACKLOG = 4096


class BadDoors(ValueError):
    """ANHUAI_INGRESS cannot be read; the sentence says what is wrong."""


@dataclass(frozen=True, slots=True)
class Door:
    """One address a protocol listens at."""

    protocol: str
    host: str
    port: int


def doors_in(text: str) -> list[Door]:
    """Return the doors a setting names; raises `BadDoors`."""
    found = []
    for part in filter(None, text.replace(" ", "").split(",")):
        name, _equals, address = part.partition("=")
        host, _colon, port = address.rpartition(":")
        if name not in STREAMS and name not in DATAGRAMS:
            raise BadDoors(f"ANHUAI_INGRESS：没有“{name}”这种协议。")
        if not host or not port.isdecimal() or not 0 < int(port) < 65_536:
            raise BadDoors(f"ANHUAI_INGRESS：“{part}”应写成 协议=地址:端口。")
        found.append(Door(name, host.strip("[]"), int(port)))
    return found


def limits_in(environment: Mapping[str, str]) -> Limits:
    """Return the bounds, with the rate of a device where the environment says one."""
    rate = environment.get("ANHUAI_INGRESS_RATE", "")
    limits = Limits()
    return replace(limits, rate=float(rate), burst=int(float(rate) * 8)) if rate else limits


async def open_doors(ingress: Ingress, doors: list[Door], tls: ssl.SSLContext | None) -> None:
    """Listen everywhere; a port that is taken is tried again until it is free."""
    for door in doors:
        is_told = False
        while True:
            try:
                await _open(ingress, door, tls)
                break
            except OSError:
                # The one before may still be ending; whoever holds the port is in the log.
                if not is_told:
                    log.exception(
                        "%s cannot be listened at %s:%s yet", door.protocol, door.host, door.port
                    )
                is_told = True
                await asyncio.sleep(0.25)
    print(f"ingress ready: {len(doors)} doors", flush=True)  # noqa: T201


async def _open(ingress: Ingress, door: Door, tls: ssl.SSLContext | None) -> None:
    loop = asyncio.get_running_loop()
    if door.protocol in STREAMS:
        secured = tls if door.protocol == "mqtts" else None
        await loop.create_server(
            STREAMS[door.protocol](ingress), door.host, door.port, backlog=_BACKLOG, ssl=secured,
            reuse_address=True,
        )  # fmt: skip
    if door.protocol in DATAGRAMS:
        await loop.create_datagram_endpoint(
            DATAGRAMS[door.protocol](ingress), local_addr=(door.host, door.port)
        )


def _tls(environment: Mapping[str, str]) -> ssl.SSLContext | None:
    chain, key = (environment.get(f"ANHUAI_INGRESS_{name}") for name in ("CERTIFICATE", "KEY"))
    if not chain:
        return None
    found = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    found.minimum_version = ssl.TLSVersion.TLSv1_2
    found.load_cert_chain(chain, key)
    return found


def from_environment(environment: Mapping[str, str]) -> tuple[Ingress, list[Door]]:
    """Return the ingress of an installation and its doors; raises `BadDoors`."""
    data = Path(environment.get("ANHUAI_DATA", "data"))
    keys = Path(environment.get("ANHUAI_KEYS_FILE", data / "keys.json"))
    doors = doors_in(environment.get("ANHUAI_INGRESS") or DEFAULT)
    if any(door.protocol == "mqtts" for door in doors) and _tls(environment) is None:
        raise BadDoors("mqtts 需要 ANHUAI_INGRESS_CERTIFICATE 和 ANHUAI_INGRESS_KEY。")
    store = store_at(environment.get("ANHUAI_DATABASE_URL", ""), data / "anhuai.sqlite3")
    made = Ingress(
        store, Opener(keys), limits_in(environment), hints=data / "hints",
        name=environment.get("ANHUAI_INGRESS_NAME", "ingress"),
    )  # fmt: skip
    return made, doors


def _bridged(text: str) -> Callable[[Ingress], Coroutine[Any, Any, None]] | None:
    """Return what reads from the broker a setting names; raises `ValueError`."""
    stream = nats_bridge.stream_in(text)
    if stream is not None and importlib.util.find_spec("nats") is None:
        raise ValueError("ANHUAI_BRIDGE：没有安装 nats-py，请重新运行 python3 run.py 安装依赖。")
    if stream is not None:
        return lambda one: nats_bridge.NatsBridge(one, stream).run()
    broker = bridge.broker_in(text)
    return (lambda one: bridge.Bridge(one, broker).run()) if broker else None


async def _serve(environment: Mapping[str, str]) -> None:
    ingress, doors = from_environment(environment)
    (Path(environment.get("ANHUAI_DATA", "data")) / "hints").mkdir(parents=True, exist_ok=True)
    bridged = _bridged(environment.get("ANHUAI_BRIDGE", ""))
    task = asyncio.ensure_future(
        ingress.run(
            lambda one: open_doors(one, doors, _tls(environment)),
            *([bridged] if bridged else []),
        )
    )
    loop = asyncio.get_running_loop()
    for one in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(one, task.cancel)
    try:
        await task
    except asyncio.CancelledError:
        return


def main() -> int:
    """Run until told to end."""
    import uvloop

    logging.basicConfig(level=os.environ.get("ANHUAI_LOG", "WARNING"))
    try:
        uvloop.run(_serve(os.environ))
    except ValueError as wrong:
        print(wrong, file=sys.stderr)  # noqa: T201
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
