"""Work lists from a night: opened once, gone when no longer true, handled by somebody."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from anhuai.benefits import queries
from anhuai.benefits.actions.monitoring import risks
from anhuai.benefits.models import Application, Finding
from anhuai.benefits.queries.evaluating import head_of
from anhuai.benefits.rules.definition import Who
from anhuai.benefits.rules.expressions import Expr, ParamRef
from anhuai.benefits.rules.facts import From, facts
from anhuai.benefits.rules.findings import PAID_DEAD, Change, FindingKind, FindingState
from anhuai.benefits.rules.pins import key_of
from anhuai.benefits.rules.population import Known
from anhuai.benefits.rules.population import findings as contradictions
from anhuai.benefits.rules.procedure import CLOSED, State
from anhuai.funds import queries as funds
from anhuai.kernel.unfit import Unfit
from anhuai.people import queries as people
from anhuai.platform import clock
from anhuai.platform.acting import SYSTEM, Actor, action
from anhuai.platform.models import RoleHolding
from anhuai.platform.notices.telling import tell
from anhuai.platform.permits import Permit
from anhuai.platform.posting import Stale

if TYPE_CHECKING:
    from anhuai.benefits.actions.deciding import Night

CHUNK = 5000
GRADED = frozenset(one.code for one in facts() if one.source in (From.GRADE, From.DECLARED))
"""Facts whose recorded value may lie outside their choices or limits."""
Key = tuple[int, str, str, str]
"""Person, benefit, kind, code."""


@dataclass(frozen=True, slots=True)
class Noted:
    """What a finding says beyond its key."""

    said: Mapping[str, Any]
    due: date | None = None


class BadFinding(Unfit):
    """A finding that cannot be handled so; codes: note, state, visited."""


def calls_for_work(night: "Night", item: str) -> bool:
    """Say whether that a benefit begins, nears or ends is work for somebody.

    A work list holds what somebody must do: be helped to apply (social assistance law art. 63,
    救助机构 tell who may be entitled), or have a grant ended. A service is neither: everybody
    of an age is on its list, and who is owed it is read from the list of the month itself.
    """
    return night.terms.benefits[item].needs_application


def note_findings(night: "Night", made: Sequence[Change]) -> dict[str, int]:
    """Open what is new, close what is no longer true; return how many are new of each kind."""
    found = dict(_found(night, made))
    held = {
        (person, item, kind, code): (key, state)
        for key, person, item, kind, code, state in Finding.objects.filter(
            gone_on=None
        ).values_list("pk", "person_id", "item", "kind", "code", "state")
    }
    _let_go(night, {key: held[key] for key in held.keys() - found.keys()})
    opened = {key: found[key] for key in found.keys() - held.keys()}
    Finding.objects.bulk_create(
        [
            Finding(
                person_id=person, item=item, kind=kind, code=code, said=one.said, due=one.due,
                division=night.places[person], found_on=night.on, state=FindingState.OPEN,
            )
            for (person, item, kind, code), one in sorted(opened.items())
        ],
        batch_size=CHUNK,
    )  # fmt: skip
    _tell_families(night)
    counts: dict[str, int] = {}
    for _person, _item, kind, _code in opened:
        counts[kind] = counts.get(kind, 0) + 1
    return counts


def _let_go(night: "Night", stale: Mapping[Key, tuple[int, str]]) -> None:
    """What is no longer true goes; that something ended stays until somebody looked."""
    gone = [
        key for (_person, _item, kind, _code), (key, state) in stale.items()
        if kind != FindingKind.ENDED or state != FindingState.OPEN
    ]  # fmt: skip
    for at in range(0, len(gone), CHUNK):
        rows = Finding.objects.filter(pk__in=gone[at : at + CHUNK])
        rows.update(gone_on=night.on)
        rows.filter(state=FindingState.OPEN).update(state=FindingState.GONE)


def _found(night: "Night", made: Sequence[Change]) -> Iterator[tuple[Key, Noted]]:
    drawn = _drawn()
    yield from _new(night, made, drawn)
    yield from _soon(night)
    yield from _ended(night, made)
    yield from _contradicted(night, drawn)
    yield from _paid_dead(night)
    yield from _unknown(night, drawn)
    yield from _recorded_wrong(night)
    for person, one, due in risks(night):
        yield (
            (person, "", FindingKind.RISK, one.signal),
            Noted({"categories": list(one.categories)}, due),
        )


def _recorded_wrong(night: "Night") -> Iterator[tuple[Key, Noted]]:
    """What cannot be true; looked at closely only where something is recorded more than once."""
    for home in night.homes:
        if not any(map(_is_doubtful, (home.facts, *(member.facts for member in home.members)))):
            continue
        for one in contradictions(home, [night.month]):
            person = one.person if one.person is not None else head_of(home)
            if person is not None:
                key = (person, "", FindingKind.RECORD, f"{one.code}.{one.fact}"[:60])
                yield key, Noted({"zh": one.message, "en": one.message_en})


def _is_doubtful(known: Known) -> bool:
    return any(len(spells) > 1 or code in GRADED for code, spells in known.items())


def _ended(night: "Night", made: Sequence[Change]) -> Iterator[tuple[Key, Noted]]:
    for change in made:
        person, item = change.key
        if (
            change.now is None
            and change.was is not None
            and (item not in night.terms.benefits or calls_for_work(night, item))
        ):
            code = _why(night, person, item)
            yield (person, item, FindingKind.ENDED, code), Noted({"was": change.was[0]})


def _contradicted(
    night: "Night", drawn: Mapping[tuple[int, str], str]
) -> Iterator[tuple[Key, Noted]]:
    """What was granted and is not owed: to the dead, beside another, above the line."""
    for (person, item), state in drawn.items():
        if state != State.GRANTED or item not in night.now.items:
            continue
        if (person, item) in night.now.paid:
            continue
        code = _why(night, person, item)
        if not code.startswith("unknown") and person in night.places:
            yield (person, item, FindingKind.CONTRADICTION, code), Noted({})


def _paid_dead(night: "Night") -> Iterator[tuple[Key, Noted]]:
    """What was really paid for months after a death and is not claimed back yet."""
    late: dict[tuple[int, str], list[int]] = {}
    for one in funds.paid_to_the_dead(schemes=night.now.items):
        late.setdefault((one.person, one.scheme), []).append(one.amount)
    left = {person for person, _item in late} - night.places.keys()
    rows = people.visible(SYSTEM).filter(pk__in=left)
    for person, place, hukou in rows.values_list("pk", "division", "hukou"):
        night.places[person] = hukou or place or night.area
    for (person, item), paid in late.items():
        said = {"months": len(paid), "amount": sum(paid)}
        yield (person, item, FindingKind.CONTRADICTION, PAID_DEAD), Noted(said)


def _drawn() -> dict[tuple[int, str], str]:
    """Return what people applied for and were granted, or wait for."""
    ended = [state for state in CLOSED if state is not State.GRANTED]
    rows = Application.objects.exclude(state__in=ended).order_by("pk")
    return {(person, item): state for person, item, state in
            rows.values_list("person_id", "item", "state")}  # fmt: skip


def _new(
    night: "Night", made: Sequence[Change], drawn: Mapping[tuple[int, str], str]
) -> Iterator[tuple[Key, Noted]]:
    """What began and nobody applied for: from this night, and from earlier ones still open."""
    begun = {one.key for one in made if one.was is None}
    before = Finding.objects.filter(gone_on=None, kind=FindingKind.NEW)
    begun |= set(before.values_list("person_id", "item"))
    for person, item in begun & night.now.paid.keys():
        if (person, item) not in drawn and calls_for_work(night, item):
            amount = night.now.paid[person, item][0]
            key = (person, item, FindingKind.NEW, "granted")
            yield key, Noted({"amount": amount}, night.month.first)


def _soon(night: "Night") -> Iterator[tuple[Key, Noted]]:
    seen = set(night.now.paid)
    for ahead, outcome in enumerate(night.ahead, 1):
        for person, item in outcome.paid.keys() - seen:
            if not calls_for_work(night, item):
                continue
            seen.add((person, item))
            due = (night.month + ahead).first
            amount = outcome.paid[person, item][0]
            yield (person, item, FindingKind.SOON, f"{due:%Y-%m}"), Noted({"amount": amount}, due)


def _why(night: "Night", person: int, item: str) -> str:
    codes = night.now.codes.get(person)
    if codes is None:
        return "absent"
    reason = codes[night.now.items.index(item)]
    return key_of(night.terms.reasons[item][reason])


def _unknown(night: "Night", drawn: Mapping[tuple[int, str], str]) -> Iterator[tuple[Key, Noted]]:
    """Who lacks evidence; what the county has not decided is no person's finding.

    What only an application can declare is missed of those alone who draw or asked for it.
    """
    import numpy as np

    now = night.now
    if not now.codes:
        return
    persons = list(now.codes)
    table = np.frombuffer(b"".join(now.codes.values()), np.uint8).reshape(len(persons), -1)
    recorded = _recorded(night)
    for at, item in enumerate(now.items):
        wanted = {
            number: one for number, one in enumerate(night.terms.reasons[item])
            if one.outcome.is_unknown and not undecided(night, item, one.condition)
        }  # fmt: skip
        expected = {person for person, of in drawn if of == item} | recorded.get(item, set())
        asked = {n for n, one in wanted.items() if _is_declared(night, item, one.condition)}
        for place in np.flatnonzero(np.isin(table[:, at], list(wanted))).tolist():
            person, number = persons[place], int(table[place, at])
            if person in expected or number not in asked:
                yield (person, item, FindingKind.UNKNOWN, key_of(wanted[number])), Noted({})


def _recorded(night: "Night") -> dict[str, set[int]]:
    """Return who is on record as drawing each benefit: the circumstance of its name."""
    found: dict[str, set[int]] = {}
    items = set(night.now.items)
    for home in night.homes:
        held: dict[str, list[int]] = {}
        for one in home.members:
            for item in items.intersection(one.facts):
                held.setdefault(item, []).append(one.id)
        for item, members in held.items():
            if night.terms.benefits[item].who is Who.HOUSEHOLD:
                members = [head_of(home) or members[0]]
            found.setdefault(item, set()).update(members)
    return found


def _is_declared(night: "Night", item: str, condition: str) -> bool:
    """Say whether a condition, or the amount, rests on what is declared with an application."""
    return any(one.source is From.DECLARED for one in _expr(night, item, condition).facts)


def _expr(night: "Night", item: str, condition: str) -> Expr:
    rule = night.terms.benefits[item]
    return {one.code: one.test for one in rule.conditions}.get(condition, rule.amount)


def undecided(night: "Night", item: str, condition: str) -> list[str]:
    """Return the parameters that a condition, or the amount, needs and no place has decided."""
    expr = _expr(night, item, condition)
    codes = {one.parameter.code for one in expr.walk() if isinstance(one, ParamRef)}
    book, place = night.terms.book, night.area
    return sorted(
        code for code in codes
        if book.find(code, place=place, month=night.month, known=night.on) is None
    )  # fmt: skip


def _told_url(person: int, item: str) -> str:
    if not queries.is_taken_here(item):
        return f"/benefits/items/{item}/"
    return f"/benefits/applications/new?person={person}&item={item}"


def _tell_families(night: "Night") -> None:
    """The policy finds the person: tell the family's accounts, once a finding."""
    rows = Finding.objects.filter(
        kind=FindingKind.NEW, state=FindingState.OPEN, gone_on=None, told_at=None
    )
    kin = RoleHolding.objects.filter(person__isnull=False, since__lte=night.on)
    named: dict[int, list[int]] = {}
    for person, account in kin.exclude(until__lte=night.on).values_list("person", "account"):
        named.setdefault(person or 0, []).append(account)
    for one in rows.filter(person__in=list(named)):
        tell(
            "benefit_found", named[one.person_id],
            url=_told_url(one.person_id, one.item),
            dedupe=f"benefit_found:{one.pk}", month=f"{night.month}",
            item=queries.titles_of(one.item),
        )  # fmt: skip
        Finding.objects.filter(pk=one.pk).update(told_at=clock.now())


@action(
    permit=Permit.BENEFITS_HANDLE, title=_("处理待遇线索"), logs=("state",),
    subject="benefit_finding",
)  # fmt: skip
def handle_finding(
    actor: Actor, *, finding: int, version: int, state: FindingState, note: str
) -> Finding:
    """Say what was done about a finding, or why nothing need be; raises `Stale`, `BadFinding`."""
    one = queries.finding(actor, finding, permit=Permit.BENEFITS_HANDLE)
    if one.kind == FindingKind.RISK and not one.visits.exists():
        raise BadFinding(
            "visited", "低收入预警要先核查，请登记核查情况。",
            "A low-income warning is checked on first: record the check.", field="state",
        )  # fmt: skip
    if state not in (FindingState.HANDLED, FindingState.DISMISSED):
        raise BadFinding("state", "请选择处理结果。", "Choose the result.", field="state")
    if len(note.strip()) < 2:
        raise BadFinding(
            "note", "请写明怎样处理的，或为什么不用处理。", "Say what was done, or why nothing.",
            field="note",
        )  # fmt: skip
    moved = Finding.objects.filter(
        pk=finding, version=version, state=FindingState.OPEN
    ).update(
        state=state, note=note.strip()[:300], handled_by=actor.name[:64],
        handled_at=clock.now(), version=version + 1,
    )  # fmt: skip
    if not moved:
        raise Stale("benefit_finding", finding)
    return Finding.objects.get(pk=finding)
