"""Alarms become cases, and whoever should know is told until somebody answers (ADR 0037).

A timer is a row, written with its alarm; firing it, what it does and the timer after it are one
transaction. So it fires once however often a process is killed, and an officer's answer, which
cancels the timers in its own transaction, ends it for good.
"""

import json
import logging
import time
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import Error, connection
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as said
from django.utils.translation import gettext_lazy as _

from anhuai.cases import actions as cases
from anhuai.cases.queries import Case, on_duty_now
from anhuai.cases.rules import UNANSWERED, Move, State, What
from anhuai.kernel.confidence import Basis, Confidence
from anhuai.people import queries as people
from anhuai.places import queries as places
from anhuai.platform import clock, parameters
from anhuai.platform.acting import SYSTEM, Actor, NotHere, action
from anhuai.platform.models import RoleHolding
from anhuai.platform.notices import outbox
from anhuai.platform.notices.telling import tell
from anhuai.platform.parameters import Setting, declare_setting
from anhuai.platform.permits import Permit
from anhuai.response.catalogue import chain_for
from anhuai.response.models import Alarm, Device, SelfTest, Timer
from anhuai.response.queries import moment
from anhuai.response.rules import ALARMS, To
from anhuai.response.rules.guarding import SELF_TEST

log = logging.getLogger(__name__)
WAITING, FIRED, CANCELLED = "waiting", "fired", "cancelled"
TOWN = 9
_TSA = Basis(
    document="", confidence=Confidence.C,
    note="TSA 的 60 秒、180 秒应答指标（检索所见）；国内未见 12349 应答时限，由县自定",
)  # fmt: skip
declare_setting(
    Setting(
        key="response.escalate_first", title=_("无人受理时第一次升级"), unit=_("秒"),
        says=_("危及生命的呼叫多久无人受理就通知村和乡镇"), least=10, most=600, basis=_TSA,
        default=lambda: 60,
        effect=lambda value: said("新呼叫 %(value)s 秒无人受理即升级") % {"value": value},
    )
)  # fmt: skip
declare_setting(
    Setting(
        key="response.escalate_next", title=_("其后每次升级"), unit=_("秒"),
        says=_("之后每隔多久仍无人受理就再升级一次"), least=30, most=1800, basis=_TSA,
        default=lambda: 180,
        effect=lambda value: said("此后每 %(value)s 秒再升级一次") % {"value": value},
    )
)  # fmt: skip


def now_ms() -> int:
    """Return the time in milliseconds."""
    return int(clock.now().timestamp() * 1000)


def due(limit: int = 200) -> list[int]:
    """Return the timers that are due, earliest first."""
    rows = Timer.objects.filter(state=WAITING, due_ms__lte=now_ms()).order_by("due_ms", "pk")
    return list(rows.values_list("pk", flat=True)[:limit])


@dataclass(frozen=True, slots=True)
class Fired:
    """The timers that were done."""

    pks: list[int]


@action(permit=Permit.CASES_HANDLE, title=_("升级呼叫"), subject="timer")
def fire(actor: Actor, *, timers: Sequence[int]) -> Fired:
    """Do the steps of due timers, each once: those another process has, or cancelled, are left."""
    del actor  # the permit is checked and the entry written around this
    rows = Timer.objects.filter(pk__in=timers, state=WAITING, due_ms__lte=now_ms())
    rows = rows.filter(Q(case=None) | Q(case__in=_hold(rows)))
    if connection.features.has_select_for_update_skip_locked:
        rows = rows.select_for_update(skip_locked=True, of=("self",))
    done = []
    for found in rows.select_related("alarm__device__person", "case").order_by("due_ms", "pk"):
        case = found.case or _case_of(found.alarm)
        found.case, found.state, found.fired_ms = case, FIRED, now_ms()
        found.save(update_fields=["case", "state", "fired_ms"])
        if case is not None:
            case.refresh_from_db()
            _step(case, found)
        done.append(found.pk)
    return Fired(done)


def _hold(timers: "QuerySet[Timer]") -> list[int]:
    """Lock the cases of timers before the timers, as an officer's answer does, so that neither
    waits for the other; a case somebody moves at this instant is left for the next look."""
    keys = timers.exclude(case=None).values_list("case", flat=True)
    rows = Case.objects.filter(pk__in=set(keys)).order_by("pk")
    if connection.features.has_select_for_update_skip_locked:
        rows = rows.select_for_update(skip_locked=True)
    return [one.pk for one in rows]


def _case_of(alarm: Alarm) -> Case | None:
    """Open the case of an alarm, or join its device's open one; a user's test opens none."""
    device = alarm.device
    if alarm.kind == "test":
        Device.objects.filter(pk=device.pk).update(tested_on=clock.today())
        return None
    if device.kind == SELF_TEST:
        test = SelfTest.objects.filter(device=device, pressed_ms=alarm.pressed_ms or 0)
        test.update(heard_ms=now_ms())
        return None  # the test desk has heard it; no human is told
    kind = ALARMS[alarm.kind]
    is_fault = kind.severity > 2
    place = device.division or (device.person.division if device.person else "")
    says = _words(alarm)
    if alarm.is_late:
        says = (f"{kind.title}（补报）", f"{kind.title_en} (late)")
    origin = f"response.{'fault' if is_fault else 'device'}:{device.pk}"
    before = Case.objects.filter(origin=origin, closed_at=None).values_list("severity", flat=True)
    graver = any(one > kind.severity for one in before)
    case, is_new = cases.open_case(
        kind="device_fault" if is_fault else "alarm", says=says, severity=kind.severity,
        origin=origin, by=said("系统"),
        person=device.person_id, division=place, spot=device.spot,
    )  # fmt: skip
    Alarm.objects.filter(pk=alarm.pk).update(case=case)
    for what, at in (
        (What.PRESSED, alarm.pressed_ms), (What.RECEIVED, alarm.received_ms),
        (What.COMMITTED, alarm.committed_ms),
    ):  # fmt: skip
        if at is not None:
            cases.write(
                case, what, by=device.ident, at=moment(at),
                detail={"alarm": alarm.pk, "protocol": alarm.protocol},
            )  # fmt: skip
    if not is_new and case.holder_id:
        tell("alarm_raised", [case.holder_id], url=f"/cases/{case.pk}/", place=_place(case),
             kind=list(says))  # fmt: skip
    if graver:
        # A call for help joined a milder case: the graver chain starts now, not at the next step.
        Timer.objects.filter(case=case, state=WAITING).exclude(alarm=alarm).update(state=CANCELLED)
    return case if is_new or State(case.state) in UNANSWERED else None


def _words(alarm: Alarm) -> tuple[str, str]:
    """Return what an alarm is called: what the platform itself raised says more in its body."""
    kind = ALARMS[alarm.kind]
    if alarm.protocol or not alarm.body:
        return kind.title, kind.title_en
    said_here = json.loads(alarm.body)
    return said_here.get("says") or kind.title, said_here.get("says_en") or kind.title_en


def _step(case: Case, timer: Timer) -> None:
    """Tell whom the step names, and set the timer of the next, while nobody has answered."""
    if State(case.state) not in UNANSWERED:
        return
    other = Timer.objects.filter(case=case, state=WAITING).exclude(pk=timer.pk)
    if timer.step == 0 and other.exists():
        return  # a storm: the case's own chain is running
    chain = chain_for(case.severity)
    step = chain.step(timer.step)
    if step is None:
        return
    told = _tell(case, step.to, timer)
    cases.write(
        case, What.ESCALATED, by=said("系统"),
        says=said("第 %(step)s 步，通知 %(told)s 人") % {"step": timer.step + 1, "told": told},
        detail={"step": timer.step, "to": [str(one) for one in step.to]},
    )  # fmt: skip
    case.version += 1
    case.save(update_fields=["version"])
    following = chain.step(timer.step + 1)
    if following is not None:
        wait = parameters.value(following.wait, on=clock.today()) * 1000
        Timer.objects.create(
            alarm=timer.alarm, case=case, step=timer.step + 1,
            due_ms=(timer.due_ms if timer.step else max(timer.due_ms, now_ms())) + wait,
            state=WAITING,
        )  # fmt: skip


def _place(case: Case) -> list[str]:
    name = places.name_of(case.division[:TOWN]) if case.division else ""
    return [name or "—", name or "—"]


def _tell(case: Case, to: tuple[To, ...], timer: Timer) -> int:
    kind, url, count = [case.says, case.says_en], f"/cases/{case.pk}/", 0
    roles = [str(one) for one in to if one is not To.KIN]
    reached = holders_over(case.division, roles)
    if timer.step == 0:
        # Whoever is on the roster is told first; the next step tells every duty officer all the
        # same, as it does at once where no roster was made.
        on_duty = on_duty_now(case.division)
        reached = [key for key in reached if key in on_duty] or reached
        count += tell("alarm_raised", reached, url=url, place=_place(case), kind=kind)
    else:
        waited = str(max(1, (now_ms() - int(case.opened_at.timestamp() * 1000)) // 60_000))
        count += tell(
            "alarm_escalated", reached, url=url, place=_place(case), kind=kind, minutes=waited
        )
    if To.KIN in to and case.person_id:
        by = chain_for(case.severity).kin_by
        for one in _kin(case.person_id):
            for channel in by:
                outbox.send(channel, one.phone_sealed, "alarm_kin", {"kind": kind})
            count += 1
        if family := _family(case.person_id):
            count += tell("alarm_kin", family, kind=kind)
    return count


def tell_duty(case: Case) -> int:
    """Tell the duty officers of a place that somebody opened a case there."""
    reached = holders_over(case.division, [str(To.DUTY)])
    return tell(
        "alarm_raised", reached, url=f"/cases/{case.pk}/", place=_place(case),
        kind=[case.says, case.says_en],
    )  # fmt: skip


def _family(person: int) -> list[int]:
    """Return the accounts of somebody's family: told in their inbox and by the ways they chose."""
    today = clock.today()
    held = RoleHolding.objects.filter(role="family", person=person, since__lte=today)
    return sorted(set(held.exclude(until__lte=today).values_list("account", flat=True)))


def _kin(person: int) -> list[people.Reachable]:
    try:
        return people.whom_to_call(SYSTEM, person, on=clock.today())
    except NotHere:
        return []  # the file went elsewhere; the desk is told all the same


def holders_over(division: str, roles: list[str]) -> list[int]:
    """Return the accounts that hold a role over a place: at it or at what it belongs to."""
    over = {division[:size] for size in (0, 2, 4, 6, 9, 12) if size <= len(division)}
    today = clock.today()
    held = RoleHolding.objects.filter(role__in=roles, division__in=over, since__lte=today).exclude(
        until__lte=today
    )
    return sorted(set(held.values_list("account", flat=True)))


@cases.follows_moves
def ends_with_an_answer(case: Case, move: Move) -> None:
    """Cancel a case's timers in the transaction in which somebody takes it."""
    if move is not Move.SHOW:
        Timer.objects.filter(case=case, state=WAITING).update(state=CANCELLED)


_FAILED: dict[int, float] = {}
AGAIN, TOGETHER = 5.0, 50


def fire_all() -> int:
    """Fire whatever is due; returns how many. One that fails is tried again in five seconds."""
    now = time.monotonic()
    ready = [key for key in due() if now - _FAILED.get(key, -AGAIN) >= AGAIN]
    count = 0
    for start in range(0, len(ready), TOGETHER):
        batch = ready[start : start + TOGETHER]
        done = _fired(batch)
        count += sum(_fired([key]) or 0 for key in batch) if done is None else done
    return count


def _fired(timers: list[int]) -> int | None:
    """Fire timers in one transaction; None, and none of them, where one fails."""
    try:
        return len(fire(SYSTEM, timers=timers).pks)
    except Error:
        raise
    except Exception:
        # Whatever is wrong with one call must not keep the others from being heard; its alarm
        # stands on the desk as one without a case meanwhile.
        if len(timers) == 1:
            log.exception("timer %s could not be fired", timers[0])
            _FAILED[timers[0]] = time.monotonic()
        return None
