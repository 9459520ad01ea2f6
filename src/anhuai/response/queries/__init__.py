"""Devices and alarms an actor may see, and how the ingress is."""

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.db import connection
from django.db.models import CharField, Count, F, Max, Q, QuerySet, Value
from django.db.models.functions import Coalesce, NullIf
from django.utils.translation import gettext_lazy as _

from anhuai.cases.queries import alarms_tell
from anhuai.platform import wall
from anhuai.platform.acting import Actor, NotHere, in_subtree, reading
from anhuai.platform.compiled import RowsOf
from anhuai.platform.listing import Window, window
from anhuai.platform.permits import Permit
from anhuai.platform.wall import Walled, declare_walled, in_area
from anhuai.response.engine.stores import readings_file
from anhuai.response.models import Alarm as Alarm  # these three are named by the desk
from anhuai.response.models import Device as Device
from anhuai.response.models import IngressBeat, Outbox, Quarantine, SelfTest
from anhuai.response.models import Timer as Timer
from anhuai.response.rules.guarding import SELF_TEST

READ = Permit.RESPONSE_READ
FIELDS = (
    "pk", "ident", "kind", "person", "person__name", "place", "spot", "battery", "last_seen_ms",
    "silent_since_ms", "tested_on",
)  # fmt: skip
_OWN_DEVICE = "EXISTS (SELECT 1 FROM response_device d WHERE d.id = {0}.device_id)"
_OWN_ALARM = "EXISTS (SELECT 1 FROM response_alarm a WHERE a.id = {0}.alarm_id)"

declare_walled(
    Walled(
        "response_device",
        f"(person_id IS NULL AND {in_area('division')}) OR {wall.of_person('person_id')}",
    ),
    Walled("response_alarm", _OWN_DEVICE.format("response_alarm")),
    Walled("response_timer", _OWN_ALARM.format("response_timer")),
    Walled("response_outbox", _OWN_ALARM.format("response_outbox")),
    Walled("response_reading", _OWN_DEVICE.format("response_reading")),
    Walled("response_session", _OWN_DEVICE.format("response_session")),
    Walled("response_command", _OWN_DEVICE.format("response_command")),
    Walled("response_sensed", _OWN_DEVICE.format("response_sensed")),
    Walled("response_rulestate", _OWN_DEVICE.format("response_rulestate")),
    Walled("response_trend", _OWN_DEVICE.format("response_trend")),
    Walled("response_selftest", _OWN_DEVICE.format("response_selftest")),
    Walled("response_personrule", wall.of_person("person_id")),
    Walled("response_search", wall.of_person("person_id")),
    Walled(
        "response_fence",
        f"(person_id IS NULL AND {in_area('division')}) OR {wall.of_person('person_id')}",
    ),
)


def moment(ms: int | None) -> datetime | None:
    """Return a time in milliseconds as an instant."""
    return None if ms is None else datetime.fromtimestamp(ms / 1000, UTC)


def within_scope(actor: Actor, permit: Permit = READ) -> QuerySet[Device]:
    """Return the devices a permit reaches: of its people, or standing in its divisions.

    The platform's own test device is none of them: bound to somebody, it would call nobody.
    """
    scope = actor.scope(permit)
    of_people = scope.within("person__division") | Q(person__in=scope.persons)
    reached = (of_people & Q(person__isnull=False)) | (
        scope.within("division") & Q(person__isnull=True)
    )
    place = Coalesce(NullIf("division", Value("")), F("person__division"), output_field=CharField())
    return Device.objects.filter(reached).exclude(kind=SELF_TEST).annotate(place=place)


def device(actor: Actor, key: int, *, permit: Permit = READ) -> Device:
    """Return a device within the scope; raises `NotHere`."""
    found = within_scope(actor, permit).filter(pk=key).select_related("person", "facility").first()
    if found is None:
        raise NotHere("device", key)
    return found


def listed(
    actor: Actor, *, q: str = "", kind: str = "", division: str = "", state: str = ""
) -> QuerySet[Device]:
    """Return the devices in use under a list's filters."""
    rows = within_scope(actor).filter(removed_on=None)
    if q:
        rows = rows.filter(Q(ident__contains=q) | Q(person__name__contains=q))
    if kind:
        rows = rows.filter(kind=kind)
    if division:
        rows = rows.filter(in_subtree("place", division))
    if state == "silent":
        rows = rows.filter(silent_since_ms__isnull=False)
    elif state == "low":
        rows = rows.filter(battery__lte=20)
    elif state == "never":
        rows = rows.filter(last_seen_ms=None)
    return rows


@reading(
    permit=READ,
    title=_("查看设备名单"),
    subject="person",
    ids=lambda seen: [row[3] for row in seen.rows if row[3]],
)
def page(
    actor: Actor,
    *,
    order: Sequence[str],
    after: str,
    q: str = "",
    kind: str = "",
    division: str = "",
    state: str = "",
) -> Window:
    """Return one page of devices."""
    rows = listed(actor, q=q, kind=kind, division=division, state=state)
    return window(rows, fields=FIELDS, order=order, after=after)


@dataclass(frozen=True, slots=True)
class DeviceFile:
    """A device with its newest alarms, readings and commands."""

    device: Device
    alarms: list[Alarm]
    readings: list[tuple[str, int, str]]
    commands: list[Any]

    @property
    def person(self) -> list[int]:
        """The person whose device it shows."""
        return [self.device.person_id] if self.device.person_id else []


@reading(permit=READ, title=_("查看设备"), subject="person", ids=lambda file: file.person)
def detail(actor: Actor, *, device_id: int) -> DeviceFile:
    """Return one device in full; raises `NotHere`."""
    found = device(actor, device_id)
    return DeviceFile(
        found, list(found.alarms.order_by("-pk")[:20]), readings_of(device_id, limit=20),
        list(found.commands.order_by("-pk")[:10]),
    )  # fmt: skip


def readings_of(device: int, *, limit: int) -> list[tuple[str, int, str]]:
    """Return a device's newest readings: kind, ms, body; on SQLite from the telemetry file."""
    sql = (
        "SELECT kind, received_ms, body FROM response_reading WHERE device_id = {0}"
        " ORDER BY received_ms DESC LIMIT {0}"
    )
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(sql.format("%s"), [device, limit])
            return [(row[0], row[1], row[2]) for row in cursor.fetchall()]
    name = str(connection.settings_dict["NAME"])
    path = readings_file(Path(name))
    if not path.is_file():
        return []  # no ingress has run here yet
    with sqlite3.connect(f"file:{path}?mode=ro", uri=True, timeout=5) as file:
        rows = file.execute(sql.format("?"), (device, limit)).fetchall()
    file.close()
    return rows


_HAS_DEVICE = RowsOf(Device)


def of_person(actor: Actor, person: int) -> list[Device]:
    """Return the devices in use of a person within the scope."""
    if not _HAS_DEVICE(person):
        return []
    return list(within_scope(actor).filter(person=person, removed_on=None).order_by("pk"))


def alarms_of_case(case: int) -> list[Alarm]:
    """Return the alarms that led to a case; the caller may see the case."""
    return list(Alarm.objects.filter(case=case).select_related("device").order_by("pk"))


def timers_of_case(case: int) -> list[Timer]:
    """Return a case's timers; the caller may see the case."""
    return list(Timer.objects.filter(case=case).order_by("due_ms", "pk"))


def outbox_stamp() -> str:
    """Return what changes with every alarm."""
    told = Outbox.objects.aggregate(n=Count("pk"), last=Max("pk"))
    return f"{told['n']}-{told['last'] or 0}"


def newest_outbox() -> int:
    """Return the id of the newest line of the outbox."""
    return Outbox.objects.order_by("-pk").values_list("pk", flat=True).first() or 0


@dataclass(frozen=True, slots=True)
class Health:
    """How a process of the room is."""

    name: str
    started: datetime | None
    beat: datetime | None
    counts: dict[str, int]


def health() -> list[Health]:
    """Return every ingress and escalator that ever beat."""
    return [
        Health(one.name, moment(one.started_ms), moment(one.beat_ms), json.loads(one.counts))
        for one in IngressBeat.objects.order_by("name")
    ]


def self_tests(limit: int = 12) -> list[SelfTest]:
    """Return the newest synthetic calls."""
    return list(SelfTest.objects.order_by("-pressed_ms")[:limit])


def quarantined(limit: int = 100) -> list[Quarantine]:
    """Return the newest findings of what could not be used."""
    return list(Quarantine.objects.order_by("-last_ms")[:limit])


@alarms_tell
def kinds_behind(case: int) -> list[str]:
    """Return the kinds of alarm that led to a case, without an actor: its caller shows skills."""
    return list(Alarm.objects.filter(case=case).values_list("kind", flat=True).distinct())
