"""Telemetry judged as it comes in: limits, places, hours of charts; what is found raises once.

A pass reads what was received since the last one, a page a transaction: the rows, how each rule
stands and the alarms raised are one commit, so a kill changes nothing. Per device what came is
judged in order and once (`Sensed`); the last seconds are read again, because another connection's
commit may be later than its clock.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import partial
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.functional import lazy
from django.utils.translation import gettext as said
from django.utils.translation import gettext_lazy as _

from anhuai.people import queries as people
from anhuai.platform import clock
from anhuai.platform.acting import SYSTEM, Actor, action
from anhuai.platform.parameters import Setting, declare_setting
from anhuai.platform.permits import Permit
from anhuai.platform.words import title_of
from anhuai.response.actions.escalating import WAITING, now_ms
from anhuai.response.actions.roaming import Ground
from anhuai.response.catalogue import RULES
from anhuai.response.models import (
    Alarm,
    Cursor,
    Device,
    Outbox,
    PersonRule,
    RuleState,
    Sensed,
    Timer,
    Trend,
)
from anhuai.response.queries import telemetry
from anhuai.response.queries.telemetry import Raw, county_limit, setting_of
from anhuai.response.queries.units import unit_of
from anhuai.response.rules.telemetry import (
    MEASURES,
    Absence,
    Rule,
    Threshold,
    hour_of,
    is_activity,
    measured,
    position_in,
)

PAGE, OVERLAP, FIRST = 2_000, 5_000, 3_600_000
_named = lazy(title_of, str)


def _effect(rule: Rule, value: int) -> str:
    return said("超过 %(value)s（%(unit)s）时报警一次，恢复后再算新的一次") % {
        "value": value, "unit": unit_of(rule.limit.unit),
    }  # fmt: skip


for _code, _rule in RULES.items():
    declare_setting(
        Setting(
            key=setting_of(_code), title=_named(_rule), unit=unit_of(_rule.limit.unit),
            says=_("遥测规则的限值，可按本人情况另设"), least=_rule.limit.least,
            most=_rule.limit.most, basis=_rule.basis,
            default=partial(int, _rule.limit.default), effect=partial(_effect, _rule),
        )
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Found:
    """Something to raise: of which device, which alarm, in which words; `key` makes it once."""

    device: int
    alarm: str
    key: str
    at: int
    says: tuple[str, str]


@action(permit=Permit.CASES_HANDLE, title=_("由遥测报警"), subject="device")
def raise_found(actor: Actor, *, found: Sequence[Found]) -> "Raised":
    """Raise alarms that telemetry gave, each once; they go the way of every alarm."""
    del actor  # the permit is checked and the entry written around this
    now, done = now_ms(), []
    for one in found:
        body = json.dumps({"says": one.says[0], "says_en": one.says[1]}, ensure_ascii=False)
        made, is_new = Alarm.objects.get_or_create(
            device_id=one.device, key=one.key[:32],
            defaults={
                "kind": one.alarm, "pressed_ms": one.at, "received_ms": now, "committed_ms": now,
                "is_late": False, "protocol": "", "body": body,
            },
        )  # fmt: skip
        if is_new:
            Timer.objects.create(alarm=made, step=0, due_ms=now, state=WAITING)
            Outbox.objects.create(alarm=made, at_ms=now)
            done.append(one.device)
    return Raised(done)


class Raised:
    """The devices that something was raised for."""

    def __init__(self, pks: list[int]) -> None:
        self.pks = pks


@dataclass
class _Page:
    """What one page of readings touches, read before and written after in bulk."""

    rows: list[Raw]
    on: date
    found: list[Found] = field(default_factory=list)
    trends: dict[tuple[int, str, int], list[float]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        keys = {row[0] for row in self.rows}
        devices = Device.objects.filter(pk__in=keys, removed_on=None).select_related("person")
        self.devices = {one.pk: one for one in devices}
        self.sensed = {one.device_id: one for one in Sensed.objects.filter(device__in=keys)}
        states = RuleState.objects.filter(device__in=keys)
        self.states = {(one.device_id, one.rule): one for one in states}
        persons = {one.person_id for one in self.devices.values() if one.person_id}
        self.own = own_rules(persons)
        agreed = people.consenting(persons, purpose="location", on=self.on)
        self.ground = Ground.of(persons, agreed)
        self.limits = {code: county_limit(code, on=self.on) for code in RULES}

    def judge(self) -> None:
        """Judge every row that was not judged before."""
        for device, key, kind, pressed, received, body in self.rows:
            one = self.devices.get(device)
            if one is None:
                continue
            known = self.sensed.get(device)
            if known is None:
                known = self.sensed[device] = Sensed(device=one)
            if received < known.received_ms or key in _keys(known, received):
                continue
            known.keys = f"{known.keys} {key}" if received == known.received_ms else key
            known.received_ms = received
            self._reading(one, known, kind, received if pressed is None else pressed, body)

    def _reading(self, one: Device, known: Sensed, kind: str, at: int, body: str) -> None:
        values = measured(body)
        for measure, value in values.items():
            self._count(one.pk, measure, at, value)
        for code, rule in RULES.items():
            if isinstance(rule, Threshold) and rule.measure in values:
                self._threshold(one, code, rule, at, values[rule.measure])
        if is_activity(kind, body) and at > (known.active_ms or 0):
            known.active_ms = at
            for code, rule in RULES.items():
                if isinstance(rule, Absence) and (state := self.states.get((one.pk, code))):
                    state.raised_ms = None
        point = position_in(kind, body)
        if point is not None and at > (known.at_ms or 0) and self.ground.may_place(one):
            self.found += [
                Found(one.pk, alarm, f"{rule}-{at}", at, says)
                for alarm, rule, says in self.ground.moved(one, known, point, at, self._state)
            ]

    def _count(self, device: int, measure: str, at: int, value: float) -> None:
        hour = self.trends.setdefault((device, measure, hour_of(at)), [0, value, value, 0.0])
        hour[0] += 1
        hour[1], hour[2], hour[3] = min(hour[1], value), max(hour[2], value), hour[3] + value

    def _state(self, device: int, rule: str) -> RuleState:
        found = self.states.get((device, rule))
        if found is None:
            found = RuleState(device_id=device, rule=rule, at_ms=0)
            self.states[device, rule] = found
        return found

    def _threshold(self, one: Device, code: str, rule: Threshold, at: int, value: float) -> None:
        """A late value older than the newest judged one says nothing of now."""
        own = self.own.get((one.person_id or 0, code))
        state = self._state(one.pk, code)
        if at <= state.at_ms:
            return
        state.at_ms = at
        limit = limit_for(self.limits[code], own)
        if is_off(own, self.on) or not rule.breaks(value, limit):
            state.streak, state.raised_ms = 0, None
            return
        state.streak += 1
        if state.streak >= rule.times and state.raised_ms is None:
            state.raised_ms = at
            told = f"{value:g} {MEASURES[rule.measure].unit}"
            says = (f"{rule.title} {told}", f"{rule.title_en} {told}")
            self.found.append(Found(one.pk, rule.alarm, f"{code}-{at}", at, says))

    def write(self) -> None:
        """Write what changed."""
        _saved(Sensed, list(self.sensed.values()), (
            "received_ms", "keys", "active_ms", "at_ms", "longitude", "latitude", "stayed_ms",
        ))  # fmt: skip
        _saved(RuleState, list(self.states.values()), ("at_ms", "streak", "raised_ms"))
        self._write_trends()
        if self.found:
            raise_found(SYSTEM, found=self.found)

    def _write_trends(self) -> None:
        hours = {key[2] for key in self.trends}
        devices = {key[0] for key in self.trends}
        rows = Trend.objects.filter(device__in=devices, hour_ms__in=hours)
        known = {(one.device_id, one.measure, one.hour_ms): one for one in rows}
        touched = []
        for key, (count, least, most, total) in self.trends.items():
            one = known.get(key)
            if one is None:
                one = Trend(device_id=key[0], measure=key[1], hour_ms=key[2], count=0, least=least,
                            most=most, total=0)  # fmt: skip
            one.count, one.total = one.count + int(count), one.total + total
            one.least, one.most = min(one.least, least), max(one.most, most)
            touched.append(one)
        _saved(Trend, touched, ("count", "least", "most", "total"))


def _keys(known: Sensed, received: int) -> list[str]:
    return known.keys.split() if received == known.received_ms else []


def _saved(model: Any, rows: Sequence[Any], columns: tuple[str, ...]) -> None:
    model.objects.bulk_create([one for one in rows if one.pk is None], batch_size=500)
    old = [one for one in rows if one.pk is not None]
    model.objects.bulk_update(old, columns, batch_size=200)


def own_rules(persons: set[int]) -> dict[tuple[int, str], PersonRule]:
    """Return what was set for persons alone, by person and rule."""
    return {(one.person_id, one.rule): one for one in PersonRule.objects.filter(person__in=persons)}


def limit_for(county: int, own: PersonRule | None) -> int:
    """Return a rule's limit: the person's own, else the county's."""
    return county if own is None or own.limit is None else own.limit


def is_off(own: PersonRule | None, on: date) -> bool:
    """Say whether a rule is switched off for a person on a day."""
    return own is not None and own.off_until is not None and own.off_until > on


def sense() -> int:
    """Judge what came in since the last pass; returns how many readings were read."""
    with transaction.atomic():
        cursor, is_new = Cursor.objects.select_for_update().get_or_create(name="sense")
        if is_new:
            cursor.at_ms = now_ms() - FIRST  # what an old installation holds is history
            cursor.save(update_fields=["at_ms"])
    place, count = (cursor.at_ms - OVERLAP, 0, ""), 0
    while rows := telemetry.after(place, limit=PAGE):
        _judged(rows)
        count += len(rows)
        place = (rows[-1][4], rows[-1][0], rows[-1][1])
        if len(rows) < PAGE:
            break
    return count


def _judged(rows: list[Raw]) -> None:
    with transaction.atomic():
        # Whoever holds this row judges: a second process beside it waits, and then finds it done.
        cursor = Cursor.objects.select_for_update().get(name="sense")
        page = _Page(rows, clock.today())
        page.judge()
        page.write()
        cursor.at_ms = max(cursor.at_ms, rows[-1][4])
        cursor.save(update_fields=["at_ms"])


def find_absent() -> int:
    """Raise what should have happened and did not; returns how many were found."""
    now = timezone.localtime(clock.now())
    with transaction.atomic():
        Cursor.objects.select_for_update().get_or_create(name="absent")
        found = [one for code, rule in RULES.items() if isinstance(rule, Absence)
                 for one in _absent(code, rule, now)]  # fmt: skip
        if found:
            raise_found(SYSTEM, found=found)
    return len(found)


def _absent(code: str, rule: Absence, now: datetime) -> list[Found]:
    at, county = int(now.timestamp() * 1000), county_limit(code, on=now.date())
    rows = Device.objects.filter(
        kind__in=rule.kinds, removed_on=None, silent_since_ms=None, person__isnull=False,
        sensed__active_ms__isnull=False,
    ).select_related("sensed")  # fmt: skip
    devices = [one for one in rows if rule.is_missing(_local(_active(one)), now, 0)]
    own = own_rules({one.person_id for one in devices if one.person_id})
    keys = [one.pk for one in devices]
    states = {
        s.device_id: s for s in RuleState.objects.filter(rule=code, device__in=keys)
    }  # fmt: skip
    found, touched = [], []
    for one in devices:
        mine = own.get((one.person_id or 0, code))
        limit, last = limit_for(county, mine), _active(one)
        if is_off(mine, now.date()) or not rule.is_missing(_local(last), now, limit):
            continue
        state = states.get(one.pk) or RuleState(device=one, rule=code, at_ms=at)
        if state.raised_ms is not None and not rule.is_missing(
            _local(max(state.raised_ms, last)), now, limit
        ):
            continue
        state.at_ms = state.raised_ms = at
        touched.append(state)
        found.append(Found(one.pk, rule.alarm, f"{code}-{at}", at, (rule.title, rule.title_en)))
    _saved(RuleState, touched, ("at_ms", "raised_ms"))
    return found


def _active(one: Device) -> int:
    return one.sensed.active_ms or 0


def _local(ms: int) -> datetime:
    return timezone.localtime(datetime.fromtimestamp(ms / 1000, timezone.get_current_timezone()))
