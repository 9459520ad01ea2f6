"""Silence is supervised: a device that should have spoken and did not raises a fault, once."""

from django.db.models import BigIntegerField, Case, F, QuerySet, Value, When
from django.utils.translation import gettext_lazy as _

from anhuai.platform.acting import Actor, action
from anhuai.platform.permits import Permit
from anhuai.response.actions.escalating import WAITING, now_ms
from anhuai.response.catalogue import DEVICES
from anhuai.response.models import Alarm, Device, Outbox, Timer
from anhuai.response.rules import SILENT_AFTER

BATCH = 200


def _every() -> Case:
    """Return a device's interval in milliseconds: its own, or its type's."""
    cases = [
        When(interval=None, kind=code, then=Value(one.interval * 1000))
        for code, one in DEVICES.items()
        if one.interval is not None
    ]
    return Case(*cases, default=F("interval") * 1000, output_field=BigIntegerField())


def _supervised() -> "QuerySet[Device]":
    rows = Device.objects.filter(removed_on=None, last_seen_ms__isnull=False)
    return rows.annotate(every=_every()).filter(every__isnull=False)


def _newly_silent(now: int) -> "QuerySet[Device]":
    deadline = now - F("every") * int(SILENT_AFTER)
    return _supervised().filter(silent_since_ms=None, last_seen_ms__lt=deadline)


def _back() -> "QuerySet[Device]":
    rows = Device.objects.filter(silent_since_ms__isnull=False)
    return rows.filter(last_seen_ms__gt=F("silent_since_ms"))


def is_due() -> bool:
    """Say whether any device fell silent or speaks again: an entry in the trail is due."""
    return _newly_silent(now_ms()).exists() or _back().exists()


@action(permit=Permit.CASES_HANDLE, title=_("检查设备失联"), subject="device")
def find_silent(actor: Actor) -> "Silent":
    """Raise a fault for every device newly silent, and note which ones speak again."""
    del actor  # the permit is checked and the entry written around this
    now = now_ms()
    found = list(_newly_silent(now).order_by("pk")[:BATCH])
    for one in found:
        _raise(one, now)
    Device.objects.filter(pk__in=[one.pk for one in found]).update(silent_since_ms=now)
    _back().update(silent_since_ms=None)
    return Silent([one.pk for one in found])


def _raise(device: Device, now: int) -> None:
    made, is_new = Alarm.objects.get_or_create(
        device=device, key=f"silent-{device.last_seen_ms}",
        defaults={
            "kind": "silent", "pressed_ms": None, "received_ms": now, "committed_ms": now,
            "is_late": False, "protocol": "", "body": "",
        },
    )  # fmt: skip
    if is_new:
        Timer.objects.create(alarm=made, step=0, due_ms=now, state=WAITING)
        Outbox.objects.create(alarm=made, at_ms=now)


class Silent:
    """The devices newly silent."""

    def __init__(self, pks: list[int]) -> None:
        self.pks = pks
