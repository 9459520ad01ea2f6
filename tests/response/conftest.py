"""A registered device of an elder, and its alarms as the ingress writes them."""

from datetime import date

import pytest

from anhuai.people import actions as people
from anhuai.people.rules.facts import Founding, PersonFacts
from anhuai.platform.acting import SYSTEM
from anhuai.response.actions import register
from anhuai.response.actions.escalating import now_ms
from anhuai.response.models import Alarm, Device, Outbox, Timer
from tests.conftest import VILLAGE

SECRET = "s3cret-of-a-device"


@pytest.fixture
def elder(linze: str):
    made = people.register_person(
        SYSTEM,
        facts=PersonFacts("张奶奶", "2", date(1940, 5, 1), hukou=VILLAGE, phone="13912345678"),
        home=Founding(VILLAGE, "东寨村一号"), on=date(2020, 1, 1),
    )  # fmt: skip
    people.set_contact(SYSTEM, person=made.pk, name="张女儿", phone="13812345678")
    return made


@pytest.fixture
def device(elder) -> Device:
    made = register(SYSTEM, ident="pad-1", kind="pendant", person=elder.pk, secret=SECRET)
    return Device.objects.get(pk=made.pk)


def raised(
    device: Device, kind: str = "sos", key: str = "k1", ago: int = 0, late: bool = False
) -> Alarm:
    """Write the three rows of an alarm, as the ingress does (test_stores)."""
    at = now_ms() - ago
    made = Alarm.objects.create(
        device=device, key=key, kind=kind, pressed_ms=at, received_ms=at, committed_ms=at,
        is_late=late, protocol="mqtt", body="{}",
    )  # fmt: skip
    Timer.objects.create(alarm=made, step=0, due_ms=at, state="waiting")
    Outbox.objects.create(alarm=made, at_ms=at)
    return made
