"""Assessments of the demo's elders: scored item by item from what they are declared to be.

Earlier ones come in by the room's own import, as from a system used before; the last few weeks are
asked for, assigned, filled in and signed through the product's actions.
"""

import struct
import zlib
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from random import Random
from typing import Final
from uuid import UUID

from anhuai.assessments import actions
from anhuai.assessments.catalogue import SCALES
from anhuai.assessments.models import Assessment, Assessor, Task
from anhuai.assessments.rules.scales import Scale
from anhuai.assessments.rules.submitting import Form, Signed
from anhuai.assessments.rules.words import Signer
from anhuai.people.models import Circumstance
from anhuai.platform import clock
from anhuai.platform.acting import Actor
from anhuai.platform.models import Account
from anhuai.platform.requests import actor_of
from anhuai.platform.sealing import unseal
from anhuai.platform.sheets.register import Row
from anhuai.platform.tuning import take_stock

SEED, AT_ONCE = 42_195, 500
GBT, TEKUN = "gbt42195_2022", "tekun6"
_MOST: Final = {GBT: 420, TEKUN: 120}
_TOTALS: Final = {
    "mild": (66, 89), "moderate": (46, 65), "severe": (30, 45), "complete": (6, 29), "": (66, 84),
    "able": (6, 6), "partial": (3, 5), "full": (0, 2),
}  # fmt: skip
_BACKGROUNDS: Final = ("nursing", "social_work", "medical", "rehabilitation")
_NAMES: Final = ("（虚构）甲评估员", "（虚构）乙评估员")


def assess(officer: Actor, on: date) -> str:
    """Write history, list who is due, assign some, finish some, take in an appeal; and tell."""
    chance = Random(SEED)  # noqa: S311 - the same invented results every time
    before = sum(_import(officer, scale, on, chance) for scale in (GBT, TEKUN))
    pair = _assessors(officer, on)
    due = actions.open_due(officer, on=on).opened
    done = _assign(officer, pair, on, chance)
    _appeal(officer, pair, on)
    take_stock()  # lists walk past everybody otherwise
    return f"能力评估 {before + done} 份，待评估 {due} 项"


def _import(officer: Actor, scale: str, on: date, chance: Random) -> int:
    rows = list(_rows(scale, on, chance))
    for start in range(0, len(rows), AT_ONCE):
        actions.take_assessments(officer, scale, rows[start : start + AT_ONCE], dry=False)
    return Assessment.objects.filter(scale=scale).count()


def _rows(scale: str, on: date, chance: Random) -> Iterator[Row]:
    """Yield a row for two of three in the scale's circumstance, the longest in it first."""
    one = SCALES[scale]
    held = (
        Circumstance.objects.filter(
            code__in=one.called_for, until=None, retracted_at=None, person__died=None,
            person__left=None, since__lt=on - timedelta(days=20),
        )
        .exclude(person__identity_index="")
        .select_related("person")
        .order_by("since", "pk")
    )  # fmt: skip
    seen: set[int] = set()
    for fact in held:
        if fact.person_id in seen or chance.random() < 0.33 or len(seen) >= _MOST[scale]:
            continue
        seen.add(fact.person_id)
        first = max(fact.since, on - timedelta(days=600))
        day = first + timedelta(days=int(chance.random() * ((on - first).days - 10)))
        low, high = _TOTALS[fact.grade]
        points = proportioned(one, low + int(chance.random() * (high - low + 1)))
        yield Row(len(seen) + 1, {
            "key": f"旧-{scale[:3].upper()}-{len(seen):04d}", "reason": "首次评估",
            "identity": unseal(fact.person.identity_sealed), "assessed_on": day.isoformat(),
            "first": _NAMES[0], "second": _NAMES[1],
            **{code: str(value) for code, value in points.items()},
            **(_health(fact.code, chance) if one.asks_health else {}),
        })  # fmt: skip


def _health(code: str, chance: Random) -> Mapping[str, str]:
    falls = 2 if chance.random() < 0.08 else 0
    dementia = code == "cognitive_impairment" and chance.random() < 0.6
    return {
        "diagnoses": "、".join(["高血压病", *(["痴呆"] if dementia else [])]),
        "risks": f"跌倒{falls}" if falls else "",
    }


def proportioned(scale: Scale, total: int) -> dict[str, int]:
    """Return points of a total, every item reduced alike; what is left over goes to the mind."""
    most = {code: max(item.points) for code, item in scale.items.items()}
    whole = sum(most.values())
    points = {code: value * total // whole for code, value in most.items()}
    left = total - sum(points.values())
    order = sorted(points, key=lambda code: (code == "stairs", -most[code]))
    for code in order * 2:
        if left and points[code] < most[code]:
            points[code] += 1
            left -= 1
    return points


def _assessors(officer: Actor, on: date) -> list[Assessor]:
    return [
        actions.enter_assessor(
            officer, username=f"assessor{number}", background=background,
            since=on - timedelta(days=400), certificate=f"演示-{place:03d}",
        )
        for place, (number, background) in enumerate(
            zip(("", "2", "3", "4"), _BACKGROUNDS, strict=True), 1
        )
    ]  # fmt: skip


def _assign(officer: Actor, pair: list[Assessor], on: date, chance: Random) -> int:
    """Assign the eighteen longest due; up to ten were seen and signed, some wait still."""
    waiting = list(Task.objects.filter(state="open", scale=GBT).order_by("due_on", "pk")[:18])
    if not waiting:
        return 0
    actions.assign(
        officer, tasks=[one.pk for one in waiting], lead=pair[0].pk, second=pair[1].pk,
        planned_on=max(on, clock.today()),
    )  # fmt: skip
    by = actor_of(Account.objects.get(pk=pair[0].account_id))
    grades = dict(
        Circumstance.objects.filter(
            person__in=[one.person_id for one in waiting], code="disabled_elder", until=None,
            retracted_at=None,
        ).values_list("person", "grade")
    )  # fmt: skip
    seen = waiting[: min(10, max(1, len(waiting) - 4))]
    for place, task in enumerate(seen):
        low, high = _TOTALS[grades.get(task.person_id, "")]
        total = low + int(chance.random() * (high - low + 1))
        actions.submit(by, task=task.pk, form=Form(
            client=UUID(int=SEED * 1000 + place, version=4),
            assessed_on=min(max(on - timedelta(days=place), task.due_on), clock.today()),
            points=proportioned(SCALES[GBT], total), informant="child",
            informant_name="（虚构）家属", note="演示数据，并非真实评估",
            signatures=[Signed(who, "", scribble(place * 3 + n))
                        for n, who in enumerate((Signer.FIRST, Signer.SECOND, Signer.ELDER))],
        ))  # fmt: skip
    return len(seen)


def _appeal(officer: Actor, pair: list[Assessor], on: date) -> None:
    """Take in that two results are questioned; others are to assess one of them."""
    newest = Assessment.objects.filter(source="field").order_by("-assessed_on", "pk")[:2]
    for place, one in enumerate(newest):
        task = actions.appeal(officer, assessment=one.pk, on=on, reason="家属认为评得偏轻")
        if place == 0:
            actions.assign(
                officer, tasks=[task.pk], lead=pair[2].pk, second=pair[3].pk,
                planned_on=max(on, clock.today()) + timedelta(days=2),
            )  # fmt: skip


def scribble(seed: int) -> bytes:
    """Return a small PNG with one hand-drawn line, so that a demo signature is a real picture."""
    wide, high = 240, 88
    rows = [bytearray(b"\xff" * wide) for _ in range(high)]
    luck, height = Random(seed), high // 2  # noqa: S311 - a drawing
    for x in range(20, wide - 20):
        height = min(max(height + luck.randint(-4, 4), 8), high - 10)
        for y in range(height, height + 3):
            rows[y][x] = 20
    packed = zlib.compress(b"".join(b"\0" + bytes(row) for row in rows), 9)
    parts = (
        (b"IHDR", struct.pack(">IIBBBBB", wide, high, 8, 0, 0, 0, 0)),
        (b"IDAT", packed),
        (b"IEND", b""),
    )
    chunks = (
        struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        for kind, body in parts
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)
