"""Who lives in which bed of the demo's institutions, who waits, who was offered one; filings.

Residents are those the people's register lodges there; they come in bulk, as from a system used
before. The waiting list, offers, a move-in, reports and filings go through the product's actions.
"""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from random import Random
from typing import Final

from anhuai.facilities import actions as facilities
from anhuai.facilities.models import Bed, Facility, Licence
from anhuai.facilities.rules import FilingPapers, FilingWhat, Ownership
from anhuai.kernel.money import Fen
from anhuai.people.models import Circumstance, Person
from anhuai.placements import actions, queries
from anhuai.placements.models import Absence, Contract, Hold, Offer, RiskAssessment, Stay, StayEntry
from anhuai.placements.rules.beds import Reported
from anhuai.placements.rules.billing import BillState
from anhuai.placements.rules.contract import Risk, Terms
from anhuai.placements.rules.prepaid import Ahead
from anhuai.placements.rules.words import Kind, Severity, What
from anhuai.platform import clock
from anhuai.platform.acting import Actor

SEED: Final = 38_600
BY: Final = "（虚构）建库导入"
LEVELS: Final = ("自理", "一级照护", "二级照护", "三级照护")
WAITING: Final = 46
AT_ONCE: Final = 2000


def lodge(officer: Actor, on: date, lodged: Mapping[str, Sequence[int]]) -> str:
    """Move residents in by village of their institution, open a list, run offers; and tell."""
    chance = Random(SEED)  # noqa: S311 - the same invented people every time
    homes = list(queries.institutions(officer, on=on).order_by("pk"))
    stays = sum(_fill(home, lodged.get(home.name, ()), on, chance) for home in homes)
    waiting = _wait(officer, on)
    _offers(officer, homes, on)
    _reports(officer, homes, on)
    filings = _filings(officer, homes, on)
    _bills(officer, homes, on)
    return f"在住 {stays:,} 人，轮候 {waiting} 人，备案 {filings} 件（虚构）"


def _fill(home: Facility, persons: Sequence[int], on: date, chance: Random) -> int:
    """Put the register's residents of a home into its beds, the nursing beds first."""
    beds = list(
        Bed.objects.filter(facility=home, until=None, retracted_at=None, in_service=True)
        .order_by("-nursing", "label").values_list("label", "since", "price")
    )  # fmt: skip
    dead = set(
        Person.objects.filter(pk__in=persons).exclude(died=None, left=None)
        .values_list("pk", flat=True)
    )  # fmt: skip
    alive = [one for one in persons if one not in dead][: len(beds)]
    now = clock.now()
    stays = [
        Stay(
            person_id=person, facility=home, kind=Kind.RESIDENTIAL,
            since=max(since, on - timedelta(days=int(chance.random() * 900) + 20)),
            care_level=LEVELS[int(chance.random() * 4)], source="（虚构）建库时已在住",
            recorded_at=now, recorded_by=BY,
        )
        for person, (_label, since, _price) in zip(alive, beds, strict=False)
    ]  # fmt: skip
    Stay.objects.bulk_create(stays, batch_size=AT_ONCE)
    pairs = list(zip(stays, beds, strict=False))
    Hold.objects.bulk_create(
        [Hold(facility=home, label=label, turn=1, since=stay.since, stay=stay)
         for stay, (label, _since, _price) in pairs], batch_size=AT_ONCE,
    )  # fmt: skip
    Contract.objects.bulk_create(
        [Contract(stay=stay, number=f"演示-{stay.pk:05d}", signed_on=stay.since,
                  bed_fee=price or 90_000, care_fee=60_000, meal_fee=45_000, prepaid_months=3)
         for stay, (_label, _since, price) in pairs], batch_size=AT_ONCE,
    )  # fmt: skip
    grades = ("none", "none", "low", "low", "middle", "high")
    RiskAssessment.objects.bulk_create(
        [RiskAssessment(
            stay=stay, assessed_on=max(stay.since, on - timedelta(days=stay.pk * 7 % 400)),
            risks={str(one): grades[int(chance.random() * 6)] for one in Risk},
            told="（虚构）家属", recorded_at=now, recorded_by=BY,
        ) for stay in stays], batch_size=AT_ONCE,
    )  # fmt: skip
    StayEntry.objects.bulk_create(
        [StayEntry(stay=stay, on=stay.since, what=What.ADMITTED, says=label, by=BY, at=now)
         for stay, (label, _since, _price) in pairs], batch_size=AT_ONCE,
    )  # fmt: skip
    away = [one for one in stays if chance.random() < 0.03]
    Absence.objects.bulk_create(
        [Absence(stay=one, kind="hospital" if one.pk % 2 else "leave",
                 since=max(one.since, on - timedelta(days=one.pk % 9))) for one in away]
    )  # fmt: skip
    return len(stays)


def _bills(officer: Actor, homes: Sequence[Facility], on: date) -> None:
    """Draw last month's bills of the first homes; every other bill was paid."""
    last = on.replace(day=1) - timedelta(days=1)
    for home in homes[:2]:
        actions.draw_bills(officer, facility=home.pk, month=last)
    for pk, version in queries.bills(officer).order_by("pk").values_list("pk", "version")[:40:2]:
        actions.settle_bill(officer, bill=pk, version=version, on=on)
    _ahead(officer, on)


def _ahead(officer: Actor, on: date) -> None:
    """Three months paid ahead by some whose bill is open; every other of them used it. Of the first
    home the net fixed assets are on record, of the others not yet."""
    rows = queries.bills(officer).filter(state=BillState.OPEN, stay__until=None).order_by("pk")
    for at, bill in enumerate(rows[:6]):
        much = actions.Sum(kind=Ahead.SERVICE, amount=Fen(3 * (bill.bed_fee + bill.care_fee)))
        if much.amount:
            actions.take_prepayment(officer, stay=bill.stay_id, given=much, on=on)
        if much.amount and at % 2:
            actions.set_off_bill(officer, bill=bill.pk, version=bill.version, on=on)
    _custody(officer, on)
    for home in rows.order_by("facility").values_list("facility", flat=True).distinct()[:1]:
        actions.record_assets(
            officer, facility=home, amount=Fen(260_000_000), on=on - timedelta(days=150),
            document="（虚构）2025 年度审计报告",
        )  # fmt: skip


def _custody(officer: Actor, on: date) -> None:
    """Deposits at three homes. The custody account of the first holds them, a wrong entry of it was
    put right; that of the second holds less; of the third no balance is on record."""
    rows = queries.bills(officer).filter(state=BillState.OPEN, stay__until=None, bed_fee__gt=0)
    homes = rows.order_by("facility").values_list("facility", flat=True).distinct()[:3]
    for at, home in enumerate(list(homes)):
        paid = 0
        for bill in rows.filter(facility=home).order_by("pk")[:3]:
            much = actions.Sum(kind=Ahead.DEPOSIT, amount=Fen(bill.bed_fee), in_custody=True)
            actions.take_prepayment(officer, stay=bill.stay_id, given=much, on=on)
            paid += bill.bed_fee
        paper = f"（虚构）县农商行对账单 {home}-{on:%Y%m}"
        if at == 0:
            wrong = actions.record_balance(
                officer, facility=home, amount=Fen(paid * 10), on=on, document=paper
            )
            actions.correct_balance(
                officer, balance=wrong.pk, amount=Fen(paid), on=on, document=paper,
                reason="多写了一个零",
            )  # fmt: skip
        elif at == 1:
            actions.record_balance(
                officer, facility=home, amount=Fen(paid // 2), on=on, document=paper
            )


def _wait(officer: Actor, on: date) -> int:
    """Let elders at home ask for a place, some in hardship, some very old, over half a year."""
    living = Stay.objects.values("person")
    elders = Person.objects.filter(died=None, left=None, born__lte=on.replace(year=on.year - 66))
    elders = elders.exclude(pk__in=living).exclude(division="")
    poor = Circumstance.objects.filter(
        code__in=["tekun", "dibao", "disabled_elder"], until=None, retracted_at=None
    )
    chosen = [
        *elders.filter(pk__in=poor.values("person")).order_by("pk")[: WAITING // 2],
        *elders.exclude(pk__in=poor.values("person")).order_by("born", "pk")[: WAITING // 4],
        *elders.exclude(pk__in=poor.values("person")).order_by("-born", "pk")[: WAITING // 4],
    ]
    homes = list(
        queries.institutions(officer, on=on).exclude(ownership=Ownership.PRIVATE).order_by("pk")
    )
    made = 0
    for place, one in enumerate(dict.fromkeys(chosen)):
        kind = Kind.RESPITE if place % 11 == 10 else Kind.RESIDENTIAL
        wishes = [homes[place % len(homes)].pk] if homes and place % 3 else []
        day = on - timedelta(days=(place * 37) % 180)
        asking = actions.Asking(
            kind=kind, wishes=wishes, nursing=place % 5 == 0, is_inquiry=place % 13 == 12,
            until=on + timedelta(days=30) if kind is Kind.RESPITE else None,
            note="（虚构）演示申请",
        )  # fmt: skip
        actions.apply(officer, person=one.pk, asking=asking, on=day)
        made += 1
    return made


def _offers(officer: Actor, homes: Sequence[Facility], on: date) -> None:
    """Offer beds at public homes: one waits for its answer, one is accepted, one moves in."""
    public = [home for home in homes if home.ownership != Ownership.PRIVATE]
    today = clock.today()
    made: list[Offer] = []
    for home in public:
        for label in queries.free_beds(home.pk, today)[:3]:
            if len(made) == 3:
                break
            try:
                made.append(actions.offer(officer, facility=home.pk, label=label, on=on))
            except actions.BadPlacement:
                break
    for one in made[1:]:
        actions.accept(officer, offer=one.pk, version=one.version, on=on)
    for one in made[2:]:
        terms = Terms(signed_on=on, bed_fee=Fen(95_000), care_fee=Fen(60_000), prepaid_months=1)
        risks = actions.Risks(
            risks={str(risk): "low" for risk in Risk} | {"fall": "high"}, told="（虚构）家属"
        )
        actions.admit(
            officer, facility=one.facility_id, label=one.label, on=on, offer=one.pk,
            papers=actions.Papers(terms=terms, risks=risks),
        )  # fmt: skip


def _reports(officer: Actor, homes: Sequence[Facility], on: date) -> None:
    """Report the day at all homes but the last; the second says one resident too many."""
    for place, home in enumerate(homes[:-1]):
        known = queries.known_on(home.pk, on)
        said = Reported(residents=known.residents + (place == 1), away=known.away, free=known.free)
        actions.report_day(officer, facility=home.pk, on=on, said=said)
    stay = Stay.objects.filter(until=None).order_by("pk").first()
    if stay is not None:
        what = actions.Happening(
            risk="fall", severity=Severity.INJURY, says="（虚构）夜间如厕时跌倒，擦伤",
            measures="消毒包扎，加装夜灯", family_told=True,
        )  # fmt: skip
        actions.record_incident(
            officer, facility=stay.facility_id, stay=stay.pk, on=max(stay.since, on), what=what
        )


def _filings(officer: Actor, homes: Sequence[Facility], on: date) -> int:
    """File changes of homes: one answered and checked, one refused, one waits."""
    filed = set(
        Licence.objects.filter(kind="elderly_care_filing", until=None, retracted_at=None)
        .values_list("facility", flat=True)
    )  # fmt: skip
    made = []
    for place, home in enumerate([one for one in homes if one.pk in filed][:3]):
        papers = FilingPapers(what=FilingWhat.CHANGE, changes="（虚构）法定代表人变更")
        made.append(facilities.submit_filing(
            officer, facility=home.pk, kind="elderly", papers=papers,
            on=on - timedelta(days=40 - 19 * place),
        ))  # fmt: skip
    for one in made[:1]:
        day = one.submitted_on + timedelta(days=4)
        got = facilities.receive_filing(
            officer, filing=one.pk, version=one.version, on=day, number="演备〔2026〕1 号"
        )
        facilities.check_filing(
            officer, filing=one.pk, version=got.version, on=day + timedelta(days=12), passed=True,
            says="",
        )  # fmt: skip
    for one in made[1:2]:
        facilities.refuse_filing(
            officer, filing=one.pk, version=one.version, on=one.submitted_on + timedelta(days=3),
            reason="（虚构）缺登记证书复印件，请补齐后再报",
        )  # fmt: skip
    return len(made)
