"""The watchdog: is everything alive, does a call still come through; if not, it calls somebody.

Its own alarm does not go through what it watches: it opens the case itself and tells the officers
in the same transaction, and where the database is away it is the outbound beat that says so.
"""

import secrets
import shutil

from django.conf import settings
from django.utils.translation import gettext as said
from django.utils.translation import gettext_lazy as _

from anhuai.cases import actions as cases
from anhuai.cases.queries import Case
from anhuai.cases.rules import UNANSWERED, State, What
from anhuai.platform import clock, county
from anhuai.platform.acting import Actor, action
from anhuai.platform.models import Job
from anhuai.platform.notices.telling import tell
from anhuai.platform.permits import Permit
from anhuai.platform.sealing import seal, unseal
from anhuai.response import queries
from anhuai.response.actions.escalating import WAITING, holders_over, now_ms
from anhuai.response.models import Device, IngressBeat, SelfTest, Timer
from anhuai.response.rules import To
from anhuai.response.rules.guarding import (
    SELF_TEST,
    SELF_TEST_IDENT,
    TROUBLES,
    Vitals,
    troubles,
)

AGAIN_MS = 600_000
FORGOTTEN_MS = 7 * 86_400_000  # a process gone for a week was taken out of service


def vitals(*, tests_since: int | None) -> Vitals:
    """Look at everything once."""
    now = now_ms()
    beats = IngressBeat.objects.filter(beat_ms__gt=now - FORGOTTEN_MS)
    health = {one.name: one for one in queries.health()}
    alive = {one.name: one.beat_ms for one in beats}
    due = Timer.objects.filter(state=WAITING).order_by("due_ms")
    oldest = due.values_list("due_ms", flat=True).first()
    ready = Job.objects.filter(status="READY", due_at__lte=clock.now()).order_by("due_at").first()
    heard = SelfTest.objects.filter(heard_ms__isnull=False).order_by("-pressed_ms").first()
    waits = 0 if ready is None else now - int(ready.due_at.timestamp() * 1000)
    return Vitals(
        now=now, beats=alive,
        failing=sum(health[name].counts.get("alarms.failing", 0) for name in alive),
        overdue_ms=0 if oldest is None else max(0, now - oldest), job_waits_ms=waits,
        free=shutil.disk_usage(settings.DATA).free, tests_since=tests_since,
        heard=heard.pressed_ms if heard else None,
    )  # fmt: skip


@action(permit=Permit.CASES_HANDLE, title=_("看门狗报警"), logs=("codes",), subject="case")
def raise_trouble(actor: Actor, *, codes: list[str]) -> "Called":
    """Open or keep open a case a trouble, and tell the officers, again every ten minutes."""
    del actor  # the permit is checked and the entry written around this
    place, done = county.code(), []
    for code in codes:
        one = TROUBLES[code]
        case = Case.objects.filter(origin=_origin(code), closed_at=None).first()
        if case is None:
            case, _new = cases.open_case(
                kind="platform_fault", says=(one.title, one.title_en), severity=2,
                origin=_origin(code), by=said("看门狗"), person=None, division=place, spot="",
            )  # fmt: skip
        told = tell(
            "alarm_raised", holders_over(place, [str(To.DUTY), str(To.COUNTY)]),
            url=f"/cases/{case.pk}/", place=["平台", "Platform"], kind=[one.title, one.title_en],
            dedupe=f"platform-{case.pk}-{now_ms() // AGAIN_MS}",
        )  # fmt: skip
        if told:
            cases.write(
                case, What.ESCALATED, by=said("看门狗"),
                says=said("通知 %(told)s 人") % {"told": told},
            )  # fmt: skip
        done.append(case.pk)
    return Called(done)


def _origin(code: str) -> str:
    return f"response.platform:{code}"


class Called:
    """The cases of troubles."""

    def __init__(self, pks: list[int]) -> None:
        self.pks = pks


def is_called_for(codes: list[str]) -> list[str]:
    """Return those troubles whose officers have to be told now: unknown, or unanswered too long."""
    now, found = clock.now(), []
    for code in codes:
        case = Case.objects.filter(origin=_origin(code), closed_at=None).first()
        if case is None:
            found.append(code)
        elif State(case.state) in UNANSWERED:
            last = case.entries.order_by("-pk").values_list("at", flat=True).first()
            if last is None or (now - last).total_seconds() * 1000 >= AGAIN_MS:
                found.append(code)
    return found


@action(permit=Permit.RESPONSE_MANAGE, title=_("备好自检呼叫"), subject="device")
def ready_self_test(actor: Actor) -> Device:
    """Register the device that presses SOS by itself, with a secret nobody knows."""
    del actor  # the permit is checked and the entry written around this
    return Device.objects.get_or_create(
        ident=SELF_TEST_IDENT,
        defaults={
            "kind": SELF_TEST, "secret_sealed": seal(secrets.token_urlsafe(18)),
            "division": county.code(), "spot": said("自检，不通知任何人"),
            "created_at": clock.now(),
        },
    )[0]  # fmt: skip


def self_test_device() -> tuple[Device, str] | None:
    """Return the device of test calls with its secret, None where there is none yet."""
    found = Device.objects.filter(ident=SELF_TEST_IDENT, kind=SELF_TEST).first()
    return None if found is None else (found, unseal(found.secret_sealed))


def press(device: Device, *, protocol: str, at: int) -> SelfTest:
    """Note that a test call is about to be made; a sign of life, not a write of the county's."""
    return SelfTest.objects.create(device=device, protocol=protocol, pressed_ms=at)


def acknowledged(test: SelfTest, *, failed: str = "") -> None:
    """Note that the ingress answered, or how it did not."""
    at = None if failed else now_ms()
    SelfTest.objects.filter(pk=test.pk).update(acked_ms=at, failed=failed[:60])
    SelfTest.objects.filter(pressed_ms__lt=test.pressed_ms - FORGOTTEN_MS).delete()


def look(*, tests_since: int | None) -> list[str]:
    """Return what is wrong now."""
    return troubles(vitals(tests_since=tests_since))
