"""Homes adapted and family care beds over the year: invented, made by the product's own actions.

Homes stand at every step, from just taken up to followed up; one was given up. Prices and budget
are invented and say so; photos are plain pictures drawn here. Checks of beds older than may be
entered by hand are put in as rows.
"""

import struct
import zlib
from datetime import date, timedelta
from random import Random
from typing import Final
from uuid import UUID

from anhuai.assessments import queries as assessments
from anhuai.facilities import actions as facilities
from anhuai.facilities.models import Facility, Service
from anhuai.funds import actions as funds
from anhuai.funds.rules.books import Pot
from anhuai.kernel.money import Fen
from anhuai.kernel.unfit import Unfit
from anhuai.platform import clock
from anhuai.platform.acting import Actor
from anhuai.platform.models import RoleHolding
from anhuai.platform.purposes import with_purpose
from anhuai.services import actions, queries
from anhuai.services.actions import Checked, Seen, Taught
from anhuai.services.catalogue import BED_CARE, BED_CHECKS, WORKS
from anhuai.services.models import Adaptation, BedCheck, Contractor, FamilyBed
from anhuai.services.rules.adaptation import Ending, Line, Result, Stage
from anhuai.services.rules.family_beds import (
    SCALE,
    SERVICE,
    Away,
    CheckKind,
    Course,
    DeviceKind,
    Leaving,
    Terms,
)
from anhuai.site.demo.chance import chance

HOMES: Final = 30
BEDS: Final = 12
NOTE: Final = "（虚构）演示"
FUND: Final = "county_budget"
_STEPS: Final = ("open", "survey", "plan", "agree", "start", "finish", "accept", "prepare", "pay",
                 "follow")  # fmt: skip
_BASIC: Final = tuple(code for code, work in WORKS.items() if work.is_basic)
_OPTIONAL: Final = tuple(code for code, work in WORKS.items() if not work.is_basic)
_FINE: Final = {"room": "fine", "power": "fine", "carer": "family", "willing": "yes"}


def support(officer: Actor, second: Actor, *, county: str, on: date) -> str:
    """Adapt homes, keep beds, train carers; return what to tell."""
    officer = with_purpose(officer, "办理救助或福利申请")
    luck = chance(county, "home support", on.toordinal())
    homes = _Homes(officer, second, luck, on).write()
    beds = _beds(officer, luck, on)
    carers = _carers(officer, on)
    return f"适老化改造 {homes} 户，家庭养老床位 {beds} 张，家庭照护培训 {carers} 人次（虚构）"


class _Homes:
    """Takes homes through their steps, as far as each has come."""

    def __init__(self, officer: Actor, second: Actor, luck: Random, on: date) -> None:
        self.officer, self.second, self.luck, self.on = officer, second, luck, on

    def write(self) -> int:
        found = [
            one.person
            for one in queries.adaptation_candidates(self.officer, on=self.on)
            if {"very_old", "disabled"} & set(one.reasons)
        ]
        builder = _builder(self.officer, self.on)
        self._budget()
        chosen = self.luck.sample(found, min(len(found), HOMES * 2))
        made = 0
        for person in chosen:
            if made == HOMES:
                break
            # Two in five are finished; the rest stand at every step in turn.
            step = _STEPS[-1] if made % 5 < 2 else _STEPS[(made * 3 // 5) % len(_STEPS)]
            made += self._home(person, step, builder)
        self._cancel()
        return made

    def _budget(self) -> None:
        for year in {self.on.year, (self.on - timedelta(300)).year}:
            funds.appropriate(
                self.officer, pot=Pot(FUND, year), amount=Fen(200_000_00),
                on=min(date(year, 1, 20), self.on), document=f"{NOTE}预算 {year}",
                says=f"{NOTE}：适老化改造预算",
            )  # fmt: skip

    def _home(self, person: int, step: str, builder: Contractor) -> int:
        age = {"open": 10, "survey": 20, "plan": 25, "agree": 35, "start": 50, "finish": 60,
               "accept": 70, "prepare": 75, "pay": 110, "follow": 300}[step]  # fmt: skip
        day = self.on - timedelta(age - self.luck.randrange(8))
        try:
            one = actions.open_adaptation(self.officer, person=person, on=day)
        except Unfit:
            return 0  # this home was taken up for somebody else of it, or circumstances are newer
        for name in _STEPS[1 : _STEPS.index(step) + 1]:
            day = min(day + timedelta(3 + self.luck.randrange(4)), self.on)
            one = getattr(self, f"_{name}")(one, day, builder)
        return 1

    def _survey(self, one: Adaptation, day: date, _builder: Contractor) -> Adaptation:
        wanted = dict.fromkeys(self.luck.sample(_BASIC, 2 + self.luck.randrange(2)), "")
        if self.luck.random() < 0.3:
            wanted[self.luck.choice(_OPTIONAL)] = "家属愿自付"
        seen = Seen(on=day, works=wanted, note=NOTE, consented=True)
        actions.add_adaptation_photo(
            self.second, adaptation=one.pk, client=self._key(), stage=Stage.SURVEY,
            part=next(iter(wanted)).split(".")[0], body=_PICTURES[Stage.SURVEY], consented=True,
        )  # fmt: skip
        return actions.survey_adaptation(
            self.second, adaptation=one.pk, version=one.version, found=seen
        )

    def _plan(self, one: Adaptation, day: date, _builder: Contractor) -> Adaptation:
        lines = []
        for row in queries.works_of(one):
            price = Fen(100 * (200 + 50 * self.luck.randrange(14)))
            own = Fen(0) if WORKS[row.work].is_basic else price
            lines.append(Line(work=row.work, price=price, own=own, note=row.note))
        return actions.plan_adaptation(
            self.officer, adaptation=one.pk, version=one.version, lines=lines, on=day
        )

    def _agree(self, one: Adaptation, day: date, builder: Contractor) -> Adaptation:
        done = actions.agree_adaptation(
            self.officer, adaptation=one.pk, version=one.version, on=day, signer="本人"
        )
        return actions.assign_contractor(
            self.officer, adaptation=done.pk, version=done.version, contractor=builder.pk, on=day
        )

    def _start(self, one: Adaptation, day: date, _builder: Contractor) -> Adaptation:
        done = actions.start_works(self.second, adaptation=one.pk, version=one.version, on=day)
        self._photo(done, Stage.BEFORE)
        return done

    def _finish(self, one: Adaptation, day: date, _builder: Contractor) -> Adaptation:
        self._photo(one, Stage.AFTER)
        return actions.finish_works(self.second, adaptation=one.pk, version=one.version, on=day)

    def _photo(self, one: Adaptation, stage: Stage) -> None:
        part = one.works.order_by("pk").values_list("work", flat=True)[0].split(".")[0]
        actions.add_adaptation_photo(
            self.second, adaptation=one.pk, client=self._key(), stage=stage, part=part,
            body=_PICTURES[stage], consented=True,
        )  # fmt: skip

    def _accept(self, one: Adaptation, day: date, _builder: Contractor) -> Adaptation:
        return actions.accept_adaptation(
            self.officer, adaptation=one.pk, version=one.version, on=day
        )

    def _prepare(self, one: Adaptation, day: date, _builder: Contractor) -> Adaptation:
        return actions.prepare_adaptation_pay(
            self.officer, adaptation=one.pk, version=one.version, fund=FUND,
            document=f"{NOTE}发票 {one.pk}", on=day,
        )  # fmt: skip

    def _pay(self, one: Adaptation, day: date, _builder: Contractor) -> Adaptation:
        return actions.pay_adaptation(self.second, adaptation=one.pk, version=one.version, on=day)

    def _follow(self, one: Adaptation, day: date, _builder: Contractor) -> Adaptation:
        broken = self.luck.random() < 0.15
        return actions.follow_up_adaptation(
            self.officer, adaptation=one.pk, version=one.version,
            on=min(day + timedelta(180), self.on), note="扶手螺丝松动" if broken else "",
            result=Result.BROKEN if broken else Result.USED,
        )  # fmt: skip

    def _cancel(self) -> None:
        one = Adaptation.objects.filter(state="planned").order_by("-pk").first()
        if one is not None:
            actions.cancel_adaptation(
                self.officer, adaptation=one.pk, version=one.version, ending=Ending.WITHDRAWN,
                on=self.on, reason=f"{NOTE}：家属决定翻建房屋",
            )  # fmt: skip

    def _key(self) -> UUID:
        return UUID(int=self.luck.getrandbits(128), version=4)


def _builder(officer: Actor, on: date) -> Contractor:
    """List the provider's organisation, so that its account sees the homes it builds."""
    body = RoleHolding.objects.get(account__username="provider", role="provider").organisation_id
    assert body is not None  # noqa: S101 - the demo's accounts were just opened
    return actions.list_contractor(
        officer, organisation=body, licence=f"{NOTE} 建筑装修装饰工程专业承包 D000001",
        licence_until=date(on.year + 2, 1, 1), since=on - timedelta(400),
    )  # fmt: skip


def _offer(officer: Actor, day: date) -> None:
    """Let the provider's day care centres keep beds too, so that its account sees them."""
    body = RoleHolding.objects.get(account__username="provider", role="provider").organisation_id
    open_then = Facility.objects.filter(operator=body, opened__lt=day, closed=None)
    for one in open_then.filter(kind="day_care_centre", status="operating").order_by("pk")[:3]:
        rows = Service.objects.filter(facility=one, until=None, retracted_at=None)
        offered = dict(rows.values_list("code", "since"))
        facilities.set_services(
            officer, facility=one.pk, codes={*offered, SERVICE},
            on=max([day, *offered.values()]),
        )  # fmt: skip


def _beds(officer: Actor, luck: Random, on: date) -> int:
    """Keep beds for those at the levels, at the facilities that offer them."""
    _offer(officer, on - timedelta(200))
    keepers = list(queries.keepers(officer, on=on).values_list("pk", "place"))
    held = assessments.levels_on(officer, scale=SCALE, on=on)
    able = [one for one in held.values() if one.level >= queries.bed_level_on(on)]
    able = [one for one in able if one.since < on]
    luck.shuffle(able)
    made = 0
    for one in able:
        if made == BEDS or not keepers:
            break
        day = max(one.since, on - timedelta(100 + 5 * made))
        try:
            bed = actions.apply_for_bed(
                officer, person=one.person, facility=luck.choice(keepers)[0], on=day
            )
        except Unfit:
            continue  # has died or left since
        made += 1
        _bed(officer, bed, made, luck, on)
    return made


def _bed(officer: Actor, bed: FamilyBed, number: int, luck: Random, on: date) -> None:
    day = bed.applied_on
    if number == 4:
        return  # waits for its survey
    answers = {**_FINE, "carer": "nobody"} if number == 5 else _FINE
    bed = actions.survey_bed(
        officer, bed=bed.pk, version=bed.version, on=day, answers=answers,
        devices=[DeviceKind.SOS, DeviceKind.BED_SENSOR, DeviceKind.SMOKE],
    )  # fmt: skip
    if number in (5, 6):
        return  # refused with its reason; waits for its contract
    terms = Terms(
        number=f"{NOTE}家床 {on.year}-{number:03d}", signed_on=day, since=day,
        last=day + timedelta(364), fee=Fen(300_00), signer="本人", emergency="呼叫家属和值班护士",
    )  # fmt: skip
    bed = actions.sign_bed(officer, bed=bed.pk, version=bed.version, terms=terms)
    care = {code: 2 + luck.randrange(7) for code in list(BED_CARE)[: 3 + luck.randrange(3)]}
    actions.plan_care(officer, bed=bed.pk, since=day, care=care, note=NOTE)
    _checks(officer, bed, luck, on, late=number == 2)
    if number == 3:
        actions.suspend_bed(
            officer, bed=bed.pk, version=bed.version, kind=Away.HOSPITAL,
            since=max(day, on - timedelta(4)), note=NOTE,
        )  # fmt: skip
    if number == 7:
        actions.end_bed(
            officer, bed=bed.pk, version=bed.version, on=on, ending=Leaving.INSTITUTION,
            reason=f"{NOTE}：入住敬老院",
        )  # fmt: skip


def _checks(officer: Actor, bed: FamilyBed, luck: Random, on: date, *, late: bool) -> None:
    """Check a bed every thirty days; the late one not of late. One check found a tired carer."""
    assert bed.since is not None  # noqa: S101 - it was signed just now
    well = dict.fromkeys(BED_CHECKS, "fine")
    day = bed.since + timedelta(28)
    until = on - timedelta(45) if late else on - timedelta(5)
    rows = []
    while day < until:
        client = UUID(int=luck.getrandbits(128), version=4)
        if day < on - timedelta(55):
            rows.append(BedCheck(
                client=client, bed=bed, kind=CheckKind.MONTHLY, on=day, answers=well, note=NOTE,
                account=officer.account or 0, recorded_by=officer.name[:64],
                recorded_at=clock.now(),
            ))  # fmt: skip
        else:
            actions.check_bed(officer, bed=bed.pk, checked=Checked(
                client=client, kind=CheckKind.MONTHLY, on=day, answers=well, note=NOTE
            ))  # fmt: skip
        day += timedelta(30)
    BedCheck.objects.bulk_create(rows)
    if on - timedelta(6) >= bed.since:
        actions.check_bed(officer, bed=bed.pk, checked=Checked(
            client=UUID(int=luck.getrandbits(128), version=4), kind=CheckKind.VISIT,
            on=on - timedelta(6), care=list(BED_CARE)[:2], note=NOTE,
        ))  # fmt: skip


def _carers(officer: Actor, on: date) -> int:
    """Train a family carer of each bed whose kin is on record."""
    made = 0
    for elder in FamilyBed.objects.order_by("pk").values_list("person", flat=True):
        close = queries.close_to(officer, elder, on=on)
        if not close:
            continue
        passed = made % 4 != 3
        try:
            actions.train_carer(officer, carer=int(close[0][0]), elder=elder, taught=Taught(
                title=f"{NOTE}失能老人照护", hours=16, on=on - timedelta(30), teacher="县人民医院",
                result=Course.PASSED if passed else Course.ATTENDED,
            ))  # fmt: skip
        except Unfit:
            continue  # a member of the household who is no kin that day
        made += 1
    return made


def _picture(red: int, green: int, blue: int) -> bytes:
    """Return a small plain picture as PNG: a wall, a floor, a rail."""
    wide, high = 160, 120
    rows = bytearray()
    for y in range(high):
        rows.append(0)
        for x in range(wide):
            shade = 40 if y > 80 else 0
            rail = 44 <= y <= 48 and 20 < x < 140
            rows += bytes((20, 60, 90)) if rail and green > red else bytes(
                (red - shade, green - shade, blue - shade)
            )  # fmt: skip

    def chunk(kind: bytes, data: bytes) -> bytes:
        body = kind + data
        return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))

    head = struct.pack(">IIBBBBB", wide, high, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(bytes(rows), 9)) + chunk(b"IEND", b"")
    )  # fmt: skip


_PICTURES: Final = {
    Stage.SURVEY: _picture(214, 208, 196), Stage.BEFORE: _picture(206, 196, 184),
    Stage.AFTER: _picture(200, 224, 208),
}  # fmt: skip
