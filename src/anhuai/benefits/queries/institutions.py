"""Institutions as the rules read them, what they are owed, and who may see it."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import QuerySet, Sum
from django.db.models.functions import Coalesce

from anhuai.benefits.catalogue import BENEFITS
from anhuai.benefits.models import InstitutionDue, Run, StandardChange
from anhuai.benefits.queries.register import households
from anhuai.benefits.queries.restating import changed_since
from anhuai.benefits.queries.terms import book
from anhuai.benefits.rules.decide import Terms, decide
from anhuai.benefits.rules.definition import Period, Who
from anhuai.benefits.rules.facts import Level
from anhuai.benefits.rules.pins import key_of
from anhuai.benefits.rules.population import Household, Member, Spell
from anhuai.facilities import queries as facilities
from anhuai.facilities.rules import Group, Ownership
from anhuai.kernel.months import Month
from anhuai.platform.acting import SYSTEM, Actor, NotHere
from anhuai.platform.listing import Window, window
from anhuai.platform.permits import Permit

READ = Permit.BENEFITS_READ
FILING = "elderly_care_filing"
ITEMS = {code: one for code, one in BENEFITS.items() if one.who is Who.INSTITUTION}
ROW = (
    "pk", "facility_id", "facility__name", "item", "period", "division", "amount", "reason",
    "state", "paid_on", "number", "kept", "set_off_id",
)  # fmt: skip
CLOSED = "refused.operating"
"""Why a past month is not owed: the institution did not operate at its end."""
RESIDENTS = "unknown.residents"
"""Why a subsidy for residents is not decided: nobody gave who lives where."""
_PLAIN = {
    CLOSED: ("该机构月末没有运营", "It did not operate at the month's end"),
    RESIDENTS: ("该机构还没有登记过入住人员", "Nobody's stay was ever recorded"),
}


@dataclass(frozen=True, slots=True)
class Found:
    """What one institution is owed of one subsidy, and what the rule saw."""

    facility: int
    division: str
    item: str
    period: str
    amount: int
    reason: str
    said: dict[str, int | bool]
    pin: str


def needs_residents(item: str) -> bool:
    """Say whether a subsidy is counted by who lives in the institution."""
    return any(fact.level is Level.PERSON for fact in ITEMS[item].facts)


def worked_out(month: Month, *, known: date) -> Iterator[Found]:
    """Yield what each residential institution that operated at a month's end is owed for it.

    Where no stay of an institution was ever recorded, subsidies by residents are not decided.
    """
    terms = Terms(benefits=ITEMS, book=book(), tables=(), known=known)
    residents = _residents(month)
    for home, said in _homes(month, residents):
        for one in decide(home, month, terms):
            if one.person is not None:
                continue
            rule = ITEMS[one.benefit]
            reason = key_of(terms.reasons[one.benefit][one.reason])
            amount = one.paid
            if needs_residents(one.benefit) and home.id not in residents:
                reason, amount = RESIDENTS, 0
            period = f"{month.year}" if rule.period is Period.ONCE else str(month)
            asked = {fact.code for fact in rule.facts}
            yield Found(
                home.id, home.place, one.benefit, period, amount, reason,
                {code: value for code, value in said.items() if code in asked},
                f"benefits {one.rule_hash} {one.parameter_hash} {one.input_hash}",
            )  # fmt: skip


def past_worked_out(
    run: Run | None, *, first: Month | None, month: Month, known: date
) -> list[tuple[Month, list[Found]]]:
    """Return what past months come to now, where something was learnt since a run that may count.

    Only months whose subsidies stand on record; what is paid once a year is of its December.
    """
    if run is None or first is None:
        return []
    held = set(InstitutionDue.objects.values_list("period", flat=True))
    months = [first + at for at in range(month - first) if str(first + at) in held]
    if not months or not _is_learnt(run, months):
        return []
    return [
        (one, [of for of in worked_out(one, known=known) if _belongs(of, one)]) for one in months
    ]


def _is_learnt(run: Run, months: Sequence[Month]) -> bool:
    at = run.started_at
    late = StandardChange.objects.filter(
        state="approved", decided_at__gte=at, since__lte=months[-1].first
    )
    if late.exists() or facilities.changed_since(at):
        return True
    lived = facilities.living(first=months[0].first, last=months[-1].last)
    return not changed_since(at).isdisjoint({one.person for one in lived})


def _belongs(one: Found, month: Month) -> bool:
    return one.period == str(month) or month == Month(int(one.period[:4]), 12)


def _residents(month: Month) -> dict[int, list[Member]]:
    """Return who lived in each facility that keeps stays, with what is known of them."""
    stays = list(facilities.living(first=month.first, last=month.last))
    found: dict[int, list[Member]] = {one: [] for one in facilities.keeping_stays()}
    if not stays:
        return found
    homes = households(since=month, until=month + 1, persons={one.person for one in stays})
    known = {one.id: one for home in homes for one in home.members}
    for one in stays:
        if one.person in known:
            who = replace(known[one.person], since=one.since, until=one.until)
            found.setdefault(one.facility, []).append(who)
    return found


def _homes(
    month: Month, residents: Mapping[int, list[Member]]
) -> Iterator[tuple[Household, dict[str, int | bool]]]:
    day, year = month.last, date(month.year, 1, 1)
    group = Group.ELDERLY_RESIDENTIAL
    beds = facilities.beds(SYSTEM, on=day, group=group).order_by()
    every = Counter(beds.values_list("facility_id", flat=True))
    nursing = Counter(beds.filter(nursing=True).values_list("facility_id", flat=True))
    filed = set(
        facilities.operating(SYSTEM, on=day, group=group, licences=[FILING])
        .order_by().values_list("pk", flat=True)
    )  # fmt: skip
    built: Counter[int] = Counter()
    works = facilities.works(SYSTEM, since=year, until=(month + 1).first, group=group)
    for key, count in works.order_by().values_list("facility_id", "beds"):
        built[key] += count
    rows = facilities.operating(SYSTEM, on=day, group=group).order_by("pk")
    for one in rows:
        key, place, ownership = one.pk, one.place, one.ownership  # type: ignore[attr-defined]
        said: dict[str, int | bool] = {
            "beds": every[key], "nursing_beds": nursing[key], "new_beds": built[key],
            "is_private": ownership == Ownership.PRIVATE, "is_filed": key in filed,
            "construction_accepted": key in built,
        }  # fmt: skip
        facts = {code: (Spell(value, source="机构档案"),) for code, value in said.items()}
        keeper = Member(id=0, born=date(1900, 1, 1))  # somebody must be there to be decided for
        members = tuple(residents.get(key) or (keeper,))
        yield Household(id=key, place=place, members=members, facts=facts), said


def institution_dues(
    actor: Actor, *, q: str = "", item: str = "", period: str = "", state: str = "",
    division: str = "",
) -> "QuerySet[InstitutionDue]":  # fmt: skip
    """Return what institutions within reach are owed."""
    rows = InstitutionDue.objects.filter(actor.scope(READ).within("division"))
    for name, value in (("item", item), ("period", period), ("state", state)):
        if value:
            rows = rows.filter(**{name: value})
    if division:
        rows = rows.filter(division__startswith=division)
    return rows.filter(facility__search__icontains=q) if q else rows


def institution_page(
    actor: Actor, *, order: Sequence[str] = ("-pk",), after: str = "", q: str = "",
    item: str = "", period: str = "", state: str = "", division: str = "",
) -> Window:  # fmt: skip
    """Return one page of what institutions are owed, each a row of `ROW`."""
    actor.require(READ)
    rows = institution_dues(actor, q=q, item=item, period=period, state=state, division=division)
    rows = rows.annotate(kept=Coalesce(-Sum("set_offs__amount"), 0))
    return window(rows, fields=ROW, order=order, after=after)


def institution_due(actor: Actor, key: int, *, permit: Permit = READ) -> InstitutionDue:
    """Return what an institution within reach is owed; raises `NotHere`."""
    rows = InstitutionDue.objects.filter(actor.scope(permit).within("division"), pk=key)
    one = rows.select_related("facility").first()
    if one is None:
        raise NotHere("institution_due", key)
    return one


def institution_history(actor: Actor, facility: int) -> list[tuple[object, ...]]:
    """Return the latest subsidies and recoveries of an institution within reach, as `ROW`."""
    rows = institution_dues(actor).filter(facility=facility).exclude(amount=0, state="decided")
    rows = rows.annotate(kept=Coalesce(-Sum("set_offs__amount"), 0))
    return list(rows.order_by("-period", "-pk").values_list(*ROW)[:12])


def institution_reason(item: str, code: str, *, english: bool) -> str:
    """Return why a subsidy is or is not owed, in words."""
    if code in _PLAIN:
        return _PLAIN[code][english]
    outcome, _dot, condition = code.partition(".")
    if item not in ITEMS or not condition:
        plain = {"granted": ("符合条件", "All conditions are met")}
        return plain.get(outcome, (code, code))[english]
    if condition == "amount":
        told = {
            "nothing": ("应补金额为零", "Nothing is due"),
            "unknown_amount": (
                "本地尚未规定标准，或登记不全",
                "No amount decided, or not on record",
            ),
        }
        return told.get(outcome, (code, code))[english]
    for one in ITEMS[item].conditions:
        if one.code == condition:
            if outcome == "refused":
                return one.fails_en if english else one.fails
            return f"Cannot be told: {one.title_en}" if english else f"无法判断：{one.title}"
    return code
