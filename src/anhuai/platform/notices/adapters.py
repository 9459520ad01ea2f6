"""Speaking to the outside: SMTP for mail, a signed HTTP gateway for SMS, WeChat, app and voice.

An office's SMS platform, WeChat account, app or voice platform stands behind its own gateway; what
we send it is fixed here and needs no provider's library. A room above may declare another way for
a channel that has no gateway: the desk's exchange rings telephones.
"""

import json
import smtplib
import ssl
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from email.message import EmailMessage
from typing import Any, Protocol
from urllib.parse import unquote, urlsplit

from django.conf import settings

from anhuai.platform import clock
from anhuai.platform.notices.rules import Channel
from anhuai.platform.outgoing import Unreachable, post, signature

_PATIENCE = 20.0
_HALF = 500  # answers of 5xx and a few 4xx may be better next time
_AGAIN = frozenset({408, 409, 425, 429})


@dataclass(frozen=True, slots=True)
class Parcel:
    """One message as an adapter gets it; `key` is the same at every attempt."""

    key: str
    to: str
    template: str
    parameters: Mapping[str, str]
    title: str
    text: str
    url: str


class Undelivered(Exception):
    """The other side did not take a message; `is_final` says that trying again is no use."""

    def __init__(self, says: str, *, is_final: bool = False) -> None:
        super().__init__(says)
        self.says = says
        self.is_final = is_final


class Adapter(Protocol):
    """Hands a message over."""

    def send(self, parcel: Parcel) -> str:
        """Return the provider's id of a message it took; raises `Undelivered`."""
        ...


@dataclass(frozen=True, slots=True)
class Smtp:
    """A mail server: smtp://user:password@host:port, smtps:// for TLS from the first byte.

    Plain smtp:// starts TLS where the server offers it, and refuses to sign in without.
    """

    url: str
    sender: str

    def send(self, parcel: Parcel) -> str:
        """Send one mail; its Message-ID is the key."""
        mail = EmailMessage()
        mail["From"], mail["To"], mail["Subject"] = self.sender, parcel.to, parcel.title
        name = f"<{parcel.key}@{self.sender.rpartition('@')[2].strip('> ')}>"
        mail["Message-ID"] = name
        text = "\n\n".join(filter(None, [parcel.text, absolute(parcel.url)]))
        mail.set_content(text, cte="base64")  # old servers garble eight bits
        try:
            with self._opened() as server:
                server.send_message(mail)
        except smtplib.SMTPRecipientsRefused as refused:
            code = max(answer[0] for answer in refused.recipients.values())
            raise Undelivered(f"SMTP {code}", is_final=code >= _HALF) from refused
        except smtplib.SMTPResponseException as refused:
            final = refused.smtp_code >= _HALF and not isinstance(
                refused, smtplib.SMTPAuthenticationError | smtplib.SMTPConnectError
            )
            raise Undelivered(f"SMTP {refused.smtp_code}", is_final=final) from refused
        except (OSError, smtplib.SMTPException) as away:
            raise Undelivered(f"{type(away).__name__}: {away}"[:200]) from away
        return name

    def _opened(self) -> smtplib.SMTP:
        at = urlsplit(self.url)
        safe = ssl.create_default_context()
        host = at.hostname or ""
        if at.scheme == "smtps":
            server: smtplib.SMTP = smtplib.SMTP_SSL(
                host, at.port or 465, timeout=_PATIENCE, context=safe
            )
        else:
            server = smtplib.SMTP(host, at.port or 25, timeout=_PATIENCE)
            server.ehlo()
            if server.has_extn("starttls"):
                server.starttls(context=safe)
            elif at.username:
                server.close()
                raise Undelivered("邮件服务器不支持加密，未发送密码", is_final=True)
        if at.username:
            server.login(unquote(at.username), unquote(at.password or ""))
        return server


@dataclass(frozen=True, slots=True)
class Gateway:
    """An HTTP gateway that takes {id, to, template, parameters, title, text, url}, signed.

    It is signed as webhooks are. Any 2xx means taken; an `id` in its JSON answer is kept.
    """

    url: str
    secret: str

    def send(self, parcel: Parcel) -> str:
        """Post one message; `Idempotency-Key` is the key."""
        said: dict[str, Any] = {
            "id": parcel.key, "to": parcel.to, "template": parcel.template,
            "parameters": dict(parcel.parameters), "title": parcel.title, "text": parcel.text,
            "url": absolute(parcel.url),
        }  # fmt: skip
        body = json.dumps(said, ensure_ascii=False).encode()
        stamp = str(int(clock.now().timestamp()))
        heads = {
            "Content-Type": "application/json",
            "Idempotency-Key": parcel.key,
            "X-Anhuai-Delivery": parcel.key,
            "X-Anhuai-Timestamp": stamp,
            "X-Anhuai-Signature": signature(self.secret, stamp, parcel.key, body),
        }
        try:
            answer = post(self.url, body, heads, is_trusted=True)
        except Unreachable as away:
            raise Undelivered(away.says) from away
        if answer.is_taken:
            return _id_in(answer.excerpt)
        final = answer.status < _HALF and answer.status not in _AGAIN
        raise Undelivered(f"HTTP {answer.status} {answer.excerpt[:120]}", is_final=final)


def _id_in(text: str) -> str:
    try:
        said = json.loads(text)
    except ValueError:
        return ""
    return str(said.get("id", "")) if isinstance(said, dict) else ""


def absolute(url: str) -> str:
    """Return an address of this site as a mail can hold it; "" where the site's own is not set."""
    return f"{settings.ANHUAI_SITE_URL}{url}" if url and settings.ANHUAI_SITE_URL else ""


Maker = Callable[[], Adapter | None]
_MAKERS: dict[Channel, Maker] = {}


def declare_adapter(channel: Channel) -> Callable[[Maker], Maker]:
    """Declare how a channel is reached without a gateway; None where it is not."""

    def wrap(maker: Maker) -> Maker:
        _MAKERS[channel] = maker
        return maker

    return wrap


def adapter_for(channel: Channel) -> Adapter | None:
    """Return the adapter the settings give for a channel, None where there is none."""
    given = settings.ANHUAI_CHANNELS.get(channel.value, {})
    if not given.get("url"):
        return _MAKERS[channel]() if channel in _MAKERS else None
    if channel is Channel.MAIL:
        return Smtp(given["url"], given["sender"])
    return Gateway(given["url"], given["secret"])
