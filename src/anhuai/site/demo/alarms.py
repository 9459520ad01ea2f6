"""Devices on people who would have them, and calls in every state, made by the product's actions.

The rows of an alarm are those the ingress writes; all that follows is done by the escalator's and
the officers' own actions. Every secret is the same and known: this is a demo.
"""

from datetime import date

from anhuai.cases import actions as cases
from anhuai.cases.models import Case
from anhuai.cases.rules import Outcome
from anhuai.people.models import Person
from anhuai.platform import clock
from anhuai.platform.acting import Actor
from anhuai.platform.sealing import seal
from anhuai.response.actions import fire_all, now_ms
from anhuai.response.catalogue import DEVICES
from anhuai.response.models import Alarm, Device, Outbox, Timer

SECRET = "anhuai-demo-device"  # noqa: S105 - the demo's, meant to be known
PENDANTS, OTHERS = 200, 100
_TURN = ("smoke", "gas", "door", "cord", "fall_radar", "bed", "water", "watch", "gateway")
_SPOTS = {
    "smoke": "厨房", "gas": "厨房", "door": "入户门", "cord": "卫生间", "fall_radar": "卫生间",
    "bed": "卧室", "water": "厨房", "gateway": "客厅",
}  # fmt: skip
DAY = 86_400


def equip(*, code: str, on: date) -> int:
    """Register devices for elders who live alone, pendants first; returns how many."""
    alone = Person.objects.filter(
        died=None, left=None, division__startswith=code, circumstances__code="living_alone",
        circumstances__until=None, circumstances__retracted_at=None,
        circumstances__since__lte=on,
    )  # fmt: skip
    people = list(alone.order_by("pk").values_list("pk", flat=True).distinct()[:PENDANTS])
    now = clock.now()
    wanted = [("pendant", "床头", person) for person in people]
    for number, person in enumerate(people[:OTHERS]):
        kind = _TURN[number % len(_TURN)]
        wanted.append((kind, _SPOTS.get(kind, ""), person))
    Device.objects.bulk_create(
        Device(
            ident=_ident(kind, number), kind=kind, secret_sealed=seal(SECRET), person_id=person,
            spot=spot, installed_on=on, installed_by="（虚构）安装员", created_at=now,
            last_seen_ms=_seen(kind, number), battery=_battery(kind, number),
        )
        for number, (kind, spot, person) in enumerate(wanted, 1)
    )  # fmt: skip
    return len(wanted)


def _ident(kind: str, number: int) -> str:
    return f"{8_800_000_000 + number}" if kind == "watch" else f"{kind}-{number:04}"


def _seen(kind: str, number: int) -> int | None:
    """Those that report once a day were heard today; the others never, until a simulator speaks."""
    interval = DEVICES[kind].interval
    return now_ms() - number % 600 * 60_000 if interval == DAY else None


def _battery(kind: str, number: int) -> int | None:
    seen = DEVICES[kind].interval == DAY and DEVICES[kind].has_battery
    return 100 - number % 90 if seen else None


def _raise(device: Device, kind: str, minutes: int) -> None:
    at = now_ms() - minutes * 60_000
    made = Alarm.objects.create(
        device=device, key=f"demo-{minutes}", kind=kind, pressed_ms=at, received_ms=at + 40,
        committed_ms=at + 42, is_late=False, protocol="mqtt", body="{}",
    )  # fmt: skip
    Timer.objects.create(alarm=made, step=0, due_ms=at + 40, state="waiting")
    Outbox.objects.create(alarm=made, at_ms=at + 40)


def calls(duty: Actor, officer: Actor, helper: Actor) -> int:
    """Bring calls into every state; returns how many."""
    pendants = list(Device.objects.filter(kind="pendant").order_by("pk")[:8])
    if len(pendants) < 8:
        return 0
    for number, device in enumerate(pendants):
        _raise(device, "sos", 90 - number * 10)
    smoke = Device.objects.filter(kind="smoke").order_by("pk").first()
    if smoke is not None:
        _raise(smoke, "low_battery", 30)
    fire_all()
    made = list(Case.objects.filter(kind="alarm").order_by("pk"))
    ends = (Outcome.HELPED, Outcome.FALSE_ALARM, Outcome.TEST)
    for case, outcome in zip(made[:3], ends, strict=False):
        cases.acknowledge(duty, case_id=case.pk)
        cases.dispatch(duty, case_id=case.pk, name="村医（虚构）")
        cases.arrive(duty, case_id=case.pk)
        cases.resolve(duty, case_id=case.pk, outcome=outcome, says="电话联系家属核实")
    cases.review(officer, case_id=made[0].pk, says="处置及时")
    for case in made[3:6]:
        cases.acknowledge(duty, case_id=case.pk)
    for skill in ("first_aid", "lifting"):
        cases.hold_skill(
            duty, helper=helper.account or 0, skill=skill, since=clock.today(), paper="（虚构）培训"
        )
    for case in made[4:6]:
        cases.dispatch(duty, case_id=case.pk, to=helper.account)
    errand = made[5].errands.get()
    cases.accept(helper, errand_id=errand.pk)
    cases.arrived(helper, errand_id=errand.pk)
    cases.show(duty, case_id=made[6].pk)
    return len(made)
