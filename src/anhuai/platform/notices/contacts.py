"""By which channels an account wants its notices too, and where; addresses are sealed."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from anhuai.kernel.unfit import Unfit
from anhuai.platform.acting import Actor, action
from anhuai.platform.models import Account
from anhuai.platform.notices.adapters import adapter_for
from anhuai.platform.notices.models import Contact
from anhuai.platform.notices.rules import Channel
from anhuai.platform.permits import Permit
from anhuai.platform.sealing import seal, unseal

_FITS = {
    Channel.MAIL: re.compile(r"[^@\s<>,;]+@[^@\s<>,;]+\.[^@\s<>,;]+"),
    Channel.SMS: re.compile(r"1\d{10}"),
    Channel.VOICE: re.compile(r"1\d{10}|0\d{9,11}"),
    Channel.APP: re.compile(r"[\w:.-]{6,200}", re.ASCII),
    Channel.WECHAT: re.compile(r"[\w-]{6,64}", re.ASCII),
}


class BadContact(Unfit):
    """An address that a channel cannot reach; code: address."""


@dataclass(frozen=True, slots=True)
class Way:
    """One channel of an account: the masked address, on or off, and whether anything is sent."""

    channel: Channel
    masked: str
    is_on: bool
    is_sent: bool


def ways(actor: Actor) -> list[Way]:
    """Return every channel as the actor has it."""
    own = {c.channel: c for c in Contact.objects.filter(account=actor.account or 0)}
    return [
        Way(
            channel,
            masked(channel, unseal(own[channel].address_sealed)) if channel in own else "",
            channel in own and own[channel].is_on,
            adapter_for(channel) is not None,
        )
        for channel in Channel
    ]


def masked(channel: str, address: str) -> str:
    """Return an address with its middle hidden."""
    if channel == Channel.MAIL:
        name, _at, host = address.partition("@")
        return f"{name[:1]}***@{host}"
    return f"{address[:3]}****{address[-4:]}" if len(address) >= 11 else f"{address[:2]}****"


@action(permit=Permit.SELF, title=_("设置消息接收方式"), subject="account")
def set_ways(
    actor: Actor, *, addresses: Mapping[Channel, str], is_on: Mapping[Channel, bool]
) -> Account:
    """Keep where and by which channels the actor is reached; an empty address keeps the old one.

    Raises `BadContact`.
    """
    account = Account.objects.get(pk=actor.account or 0)
    for channel in Channel:
        address = addresses.get(channel, "").strip()
        if address and not _FITS[channel].fullmatch(address):
            raise BadContact(
                "address",
                "这个地址的格式不对，请核对后再填。",
                "This address is not well formed: check it.",
                field=f"{channel}_address",
            )
        own = Contact.objects.filter(account=account, channel=channel)
        wanted = is_on.get(channel, False)
        if address:
            Contact.objects.update_or_create(
                account=account, channel=channel,
                defaults={"address_sealed": seal(address), "is_on": wanted},
            )  # fmt: skip
        elif wanted and not own.exists():
            raise BadContact(
                "missing",
                "请先填写接收地址。",
                "Give the address first.",
                field=f"{channel}_address",
            )
        else:
            own.update(is_on=wanted)
    return account
