"""Registering devices: who they are, whose, where, tested when, told what."""

import re
import secrets
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import F
from django.utils.translation import gettext_lazy as _

from anhuai.kernel.text import normalise
from anhuai.kernel.unfit import Unfit
from anhuai.people import queries as people
from anhuai.platform import clock
from anhuai.platform.acting import Actor, NotHere, action
from anhuai.platform.permits import Permit
from anhuai.platform.placed import How, Placed, declare_placed
from anhuai.platform.pointing import Points, declare_points
from anhuai.platform.sealing import seal
from anhuai.response import queries
from anhuai.response.catalogue import DEVICES
from anhuai.response.models import Command, Device

MANAGE = Permit.RESPONSE_MANAGE
_IDENT = re.compile(r"[0-9A-Za-z][0-9A-Za-z_.-]{2,59}")
LEAST_SECRET = 6
COMMANDS = {
    "call": _("回拨"),
    "locate": _("立即定位"),
    "text": _("显示文字"),
    "parameter": _("设参数"),
}


class BadDevice(Unfit):
    """A device that cannot be written; codes: ident, taken, kind, secret, place, removed, body."""


@dataclass(frozen=True, slots=True)
class Registered:
    """A device just registered, with its secret: shown this once."""

    pk: int
    secret: str


def _place(actor: Actor, person: int | None, division: str) -> dict[str, Any]:
    if (person is None) == (not division):
        raise BadDevice(
            "place", "请选择设备属于哪个人，或安装在哪个地方，只选一项。",
            "Say whose the device is or where it stands, one of the two.", field="division",
        )  # fmt: skip
    if person is not None:
        found = people.person_in_scope(actor, person)
        return {"person": found, "division": ""}
    if not actor.scope(MANAGE).covers(division):
        raise NotHere("division", division)
    return {"person": None, "division": division}


@action(permit=MANAGE, title=_("登记设备"), logs=("kind",), subject="device")
def register(  # noqa: PLR0913 - what is written when a device is installed
    actor: Actor,
    *,
    ident: str,
    kind: str,
    person: int | None = None,
    division: str = "",
    secret: str = "",
    spot: str = "",
    installed_on: date | None = None,
    installed_by: str = "",
    interval: int | None = None,
) -> Registered:
    """Register a device; without a secret one is made, and it is told this once."""
    ident = normalise(ident)
    if ident.isdecimal():
        ident = ident.lstrip("0")  # terminals pad their number with zeros
    if not _IDENT.fullmatch(ident):
        raise BadDevice(
            "ident", "设备编号应为 3 到 60 位字母、数字或 _ . -。", "3 to 60 letters and digits.",
            field="ident",
        )  # fmt: skip
    if Device.objects.filter(ident=ident).exists():
        raise BadDevice("taken", "这个设备编号已经登记。", "It is registered.", field="ident")
    if kind not in DEVICES:
        raise BadDevice("kind", "没有这种设备，请从列表中选择。", "No such type.", field="kind")
    secret = secret or secrets.token_urlsafe(18)
    if len(secret) < LEAST_SECRET:
        raise BadDevice("secret", "密钥至少 6 位。", "At least 6 characters.", field="secret")
    if interval is not None and not 60 <= interval <= 7 * 86_400:
        raise BadDevice(
            "interval", "心跳间隔应为 60 秒到 7 天。", "60 seconds to 7 days.", field="interval"
        )
    made = Device.objects.create(
        ident=ident, kind=kind, secret_sealed=seal(secret), spot=normalise(spot)[:60],
        installed_on=installed_on, installed_by=normalise(installed_by)[:64], interval=interval,
        created_at=clock.now(), **_place(actor, person, division),
    )  # fmt: skip
    return Registered(made.pk, secret)


def _open(actor: Actor, device: int) -> Device:
    queries.device(actor, device, permit=MANAGE)
    found = Device.objects.select_for_update().get(pk=device)
    if found.removed_on is not None:
        raise BadDevice("removed", "这台设备已停用。", "This device was removed.")
    return found


@action(permit=MANAGE, title=_("绑定设备"), logs=("device", "person"), subject="device")
def bind(
    actor: Actor,
    *,
    device: int,
    person: int | None = None,
    division: str = "",
    spot: str = "",
    installed_on: date | None = None,
    installed_by: str = "",
    interval: int | None = None,
) -> Device:
    """Give a device to a person or a place, with the record of its installation."""
    found = _open(actor, device)
    for name, value in _place(actor, person, division).items():
        setattr(found, name, value)
    found.facility = None
    found.spot, found.installed_on = normalise(spot)[:60], installed_on
    found.installed_by, found.interval = normalise(installed_by)[:64], interval
    found.version += 1
    found.save()
    return found


@action(permit=MANAGE, title=_("更换设备密钥"), logs=("device",), subject="device")
def renew_secret(actor: Actor, *, device: int) -> Registered:
    """Make a new secret, shown this once; the old one no longer opens the door."""
    found = _open(actor, device)
    secret = secrets.token_urlsafe(18)
    found.secret_sealed = seal(secret)
    found.version += 1
    found.save(update_fields=["secret_sealed", "version"])
    return Registered(found.pk, secret)


@action(permit=MANAGE, title=_("登记设备测试"), logs=("device", "on"), subject="device")
def record_test(actor: Actor, *, device: int, on: date) -> Device:
    """Note the user's monthly test."""
    return _noted(actor, device, "tested_on", on)


@action(permit=MANAGE, title=_("登记按钮检查"), logs=("device", "on"), subject="device")
def record_check(actor: Actor, *, device: int, on: date) -> Device:
    """Note the weekly check of the button."""
    return _noted(actor, device, "checked_on", on)


def _noted(actor: Actor, device: int, column: str, on: date) -> Device:
    found = _open(actor, device)
    if on > clock.today():
        raise BadDevice("future", "日期不能晚于今天。", "Not in the future.", field="on")
    setattr(found, column, on)
    found.version += 1
    found.save(update_fields=[column, "version"])
    return found


@action(permit=MANAGE, title=_("停用设备"), logs=("device", "on"), subject="device")
def remove(actor: Actor, *, device: int, on: date) -> Device:
    """Take a device out of use: the ingress refuses it from then on; its history stays."""
    found = _open(actor, device)
    found.removed_on, found.silent_since_ms = on, None
    found.version += 1
    found.save(update_fields=["removed_on", "silent_since_ms", "version"])
    return found


@action(permit=MANAGE, title=_("下发设备指令"), logs=("device", "command"), subject="command")
def command(actor: Actor, *, device: int, command: str, body: str = "") -> Command:
    """Send something down to a device; it waits until the device confirms."""
    found = _open(actor, device)
    if command not in COMMANDS:
        raise BadDevice("command", "没有这种指令。", "No such command.", field="command")
    body = normalise(body)[:200]
    if command != "locate" and not body:
        raise BadDevice("body", "请填写内容。", "Say what.", field="body")
    Device.objects.filter(pk=found.pk).update(version=F("version") + 1)
    return Command.objects.create(
        device=found, command=command, body=body, state="waiting",
        created_ms=int(clock.now().timestamp() * 1000), by=actor.name,
    )  # fmt: skip


declare_placed(
    Placed("response.device.division", _("设备"), How.NOW, Device.objects.all,
           listing="/response/?division={code}", permit=Permit.RESPONSE_READ)
)  # fmt: skip
declare_points(Points("response.device.person", _("设备"), Device.objects.all))
