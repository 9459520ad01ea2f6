"""Posting to another system: signed, never redirected, never to an address inside the house.

The name is resolved once and the connection goes to the very address that was checked, so that a
name that changes its mind between the two cannot lead inside.
"""

import hashlib
import hmac
import http.client
import ipaddress
import socket
import ssl
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings

from anhuai.kernel.unfit import Unfit

PATIENCE = 10.0  # seconds for one attempt in all, whatever the other side does
EXCERPT = 500
_TAKEN = range(200, 300)


class BadAddress(Unfit):
    """An address nothing may be posted to; codes: scheme, host, inside."""


class Unreachable(Exception):
    """No answer came; `says` is why, in a few words."""

    def __init__(self, says: str, took: int = 0) -> None:
        super().__init__(says)
        self.says = says
        self.took = took


@dataclass(frozen=True, slots=True)
class Answer:
    """What the other side answered, after how many milliseconds."""

    status: int
    excerpt: str
    took: int

    @property
    def is_taken(self) -> bool:
        """Whether it took what was posted."""
        return self.status in _TAKEN


def signature(secret: str, timestamp: str, delivery: str, body: bytes) -> str:
    """Return "v1=" and HMAC-SHA256 (hex) over timestamp, delivery id and body, joined by dots."""
    signed = f"{timestamp}.{delivery}.".encode() + body
    return "v1=" + hmac.new(secret.encode(), signed, hashlib.sha256).hexdigest()


def check(url: str) -> None:
    """Raise `BadAddress` unless the address is https to a public host, or allowed by setting."""
    _target(url)


def _target(url: str, *, is_trusted: bool = False) -> tuple[str, int]:
    """Return the IP address and port to connect to."""
    try:
        at = urlsplit(url)
        port = at.port or (443 if at.scheme == "https" else 80)
    except ValueError:
        raise _bad_scheme() from None
    host = (at.hostname or "").rstrip(".")
    is_allowed = is_trusted or host in settings.ANHUAI_OUTGOING_INSIDE
    if not host or at.username or at.scheme not in ("https", "http"):
        raise _bad_scheme()
    if at.scheme == "http" and not is_allowed:
        raise _bad_scheme()
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except OSError as unknown:
        raise BadAddress(
            "host",
            "找不到这个主机名，请核对地址。",
            "No such host: check the address.",
            field="url",
        ) from unknown
    addresses = [str(one[4][0]) for one in found]
    if not is_allowed and not all(is_public(address) for address in addresses):
        raise BadAddress(
            "inside",
            "这个地址指向内部网络，不能推送。确需推送时请由运维人员在设置中放行。",
            "The address lies inside the network: the operator has to allow it by setting.",
            field="url",
        )
    return addresses[0], port


def _bad_scheme() -> BadAddress:
    return BadAddress(
        "scheme",
        "地址应以 https:// 开头，不带账号密码，例如 https://data.example.cn/hook。",
        "The address starts with https:// and holds no password.",
        field="url",
    )


def is_public(address: str) -> bool:
    """Say whether an IP address lies in the open net, also when written inside an IPv6 one."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)
        if inner is not None and not is_public(str(inner)):
            return False
        if ip in ipaddress.ip_network("64:ff9b::/96"):  # NAT64, RFC 6052
            return is_public(str(ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)))
    return ip.is_global and not ip.is_multicast


def post(url: str, body: bytes, heads: Mapping[str, str], *, is_trusted: bool = False) -> Answer:
    """Post and return the answer, a redirect as such; raises `Unreachable`, `BadAddress`."""
    began = time.monotonic()
    address, port = _target(url, is_trusted=is_trusted)
    at = urlsplit(url)
    held: list[socket.socket] = []  # the one in use last: TLS puts its own around the plain one
    # Whoever answers byte by byte would never run into the socket's own timeout.
    timer = threading.Timer(PATIENCE, _shut, [held])
    timer.daemon = True
    timer.start()
    try:
        held.append(socket.create_connection((address, port), timeout=PATIENCE))
        if at.scheme == "https":
            safe = ssl.create_default_context()
            held.append(safe.wrap_socket(held[-1], server_hostname=at.hostname or ""))
        status, excerpt = _exchanged(held[-1], url, body, heads)
    except (OSError, http.client.HTTPException) as failed:
        took = _ms(began)
        says = "超时" if took >= PATIENCE * 1000 else f"{type(failed).__name__}: {failed}"
        raise Unreachable(says[:200], took) from failed
    finally:
        timer.cancel()
        for one in held:
            one.close()
    return Answer(status, excerpt, _ms(began))


def _exchanged(
    through: socket.socket, url: str, body: bytes, heads: Mapping[str, str]
) -> tuple[int, str]:
    at = urlsplit(url)
    connection = http.client.HTTPConnection(at.netloc)
    connection.sock = through
    path = (at.path or "/") + (f"?{at.query}" if at.query else "")
    connection.request("POST", path, body, {**heads, "Connection": "close"})
    answer = connection.getresponse()
    return answer.status, answer.read(EXCERPT).decode(errors="replace")


def _shut(held: list[socket.socket]) -> None:
    for one in held:
        try:
            one.shutdown(socket.SHUT_RDWR)
        except OSError:
            continue  # it was over already


def _ms(began: float) -> int:
    return int((time.monotonic() - began) * 1000)
