"""What the register knows of households, as the rules read it: dated facts with their sources.

One way for both evaluators and for one person or a whole county: a few joined queries, then plain
objects. Nothing is guessed: what nobody recorded is left out, and the rules call it unknown.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from anhuai.assessments import queries as assessments
from anhuai.assessments.catalogue import SCALES
from anhuai.benefits.models import Declared
from anhuai.benefits.rules.facts import Fact, From, Level, facts
from anhuai.benefits.rules.kinds import Kind
from anhuai.benefits.rules.population import Household, Member, Spell
from anhuai.facilities import queries as facilities
from anhuai.kernel.divisions import is_within
from anhuai.kernel.months import Month
from anhuai.people import queries as people
from anhuai.platform import county
from anhuai.platform.acting import SYSTEM
from anhuai.platform.wall import Walled, declare_walled, in_area, of_person

CHUNK = 900
AT_ONCE = 900
Spells = dict[str, tuple[Spell, ...]]
Graded = tuple[str, date, date | None, str]
"""A grade from a day to a day, with its source."""
GRADED = "disability_grade"

declare_walled(
    Walled(
        "benefits_declared",
        f"{of_person('person_id')} OR EXISTS (SELECT 1 FROM people_household h"  # noqa: S608 - no input in it
        " WHERE h.id = benefits_declared.household_id)",
    ),
    Walled("benefits_entitlement", of_person("person_id")),
    Walled("benefits_restatement", f"{in_area('division')} OR {of_person('person_id')}"),
    Walled("benefits_reasons", of_person("person_id")),
    Walled("benefits_finding", f"{in_area('division')} OR {of_person('person_id')}"),
)


@dataclass(slots=True)
class _Known:
    """The facts of persons and households as they are gathered, spells shared where equal."""

    first: date
    last: date
    facts: dict[int, dict[str, tuple[Spell, ...]]] = field(default_factory=dict)
    shared: dict[tuple[Any, ...], Spell] = field(default_factory=dict)

    def add(self, key: int, code: str, value: Any, since: date | None, until: date | None,
            source: str) -> None:  # fmt: skip
        """Keep one dated value."""
        at = (value, since, until, source)
        spell = self.shared.get(at)
        if spell is None:
            spell = self.shared[at] = Spell(value, since, until, source)
        held = self.facts.setdefault(key, {})
        held[code] = (*held[code], spell) if code in held else (spell,)


def households(
    *, since: Month, until: Month, persons: Collection[int] | None = None
) -> list[Household]:
    """Return the households with what is known of them in the months [since, until).

    All of the register, or those of some persons with everybody in them. Whoever is in no household
    is one of their own, with the negative of their id.
    """
    last = (until - 1).last
    members, homes = _members(since.first, last, persons)
    rows = _people(members, persons)
    known = _gather(since.first, last, rows)
    _adapted(known, rows, members)
    owned = _declared(since.first, last, rows, homes)
    return list(_built(rows, members, homes, known.facts, owned))


def _overlapping(first: date, last: date, through: str) -> Q:
    return Q(**{f"{through}__retracted_at": None, f"{through}__since__lte": last}) & (
        Q(**{f"{through}__until": None}) | Q(**{f"{through}__until__gt": first})
    )


def _chosen(persons: Collection[int] | None) -> "QuerySet[Any]":
    rows = people.visible(SYSTEM)
    return rows if persons is None else rows.filter(pk__in=list(persons))


Memberships = dict[int, list[tuple[int, date, date | None]]]


def _members(
    first: date, last: date, persons: Collection[int] | None
) -> tuple[Memberships, dict[int, str]]:
    """Return who belonged to which household from when to when, and where each household is."""
    fields = ("memberships__household", "memberships__household__division", "pk",
              "memberships__since", "memberships__until")  # fmt: skip
    rows = _chosen(persons).filter(_overlapping(first, last, "memberships"))
    if persons is not None:
        homes = set(rows.values_list("memberships__household", flat=True))
        rows = people.visible(SYSTEM).filter(
            _overlapping(first, last, "memberships"), memberships__household__in=homes
        )
    found: Memberships = defaultdict(list)
    places: dict[int, str] = {}
    for home, place, person, since, until in rows.order_by().values_list(*fields):
        found[home].append((person, since, until))
        places[home] = place
    return found, places


PERSON = ("pk", "born", "died", "sex", "hukou_kind", "division", "hukou")
Rows = dict[int, tuple[Any, ...]]


def _people(members: Memberships, persons: Collection[int] | None) -> Rows:
    if persons is None:
        rows = people.visible(SYSTEM)
    else:
        rows = _chosen({one for held in members.values() for one, _s, _u in held} | set(persons))
    return {row[0]: row for row in rows.order_by().values_list(*PERSON)}


def _gather(first: date, last: date, rows: Rows) -> _Known:
    known = _Known(first, last)
    for key, _born, _died, sex, hukou_kind, _place, _hukou in rows.values():
        if sex in ("1", "2"):
            known.add(key, "sex", sex, None, None, "人员名册")
        if hukou_kind in ("urban", "rural"):
            known.add(key, "hukou_area", hukou_kind, None, None, "户籍登记")
    _residences(known, rows)
    _circumstances(known, rows)
    _assessments(known, rows)
    _stays(known, rows)
    _to_the_end(known, rows)
    return known


def _to_the_end(known: _Known, rows: Rows) -> None:
    """What a death ended held through its month: the month of the death is due (standards/02)."""
    for key, _born, died, *_rest in rows.values():
        if died is None or key not in known.facts:
            continue
        after = (Month.of(died) + 1).first
        known.facts[key] = {
            code: tuple(replace(one, until=after) if one.until == died else one for one in spells)
            for code, spells in known.facts[key].items()
        }  # fmt: skip


def _of(rows: Rows) -> "QuerySet[Any]":
    """Return the persons again as a query: all where they are many."""
    everybody = people.visible(SYSTEM)
    return everybody if len(rows) > CHUNK else everybody.filter(pk__in=list(rows))


PLACES = {"resident": ("lives_here", "常住登记"), "registered": ("hukou_here", "户籍登记")}


def _residences(known: _Known, rows: Rows) -> None:
    """Where people live and are registered: of many, from their files where nothing changed.

    A file repeats the current rows (people's `consistency` watches that they agree); who moved
    within the months, died or left is read from the dated rows.
    """
    here = county.code()
    moved = _moved(known, rows)
    for key, row in rows.items():
        if key not in moved:
            for division, kind in ((row[5], "resident"), (row[6], "registered")):
                if division:
                    code, name = PLACES[kind]
                    known.add(key, code, is_within(division, here), None, None, name)
    fields = ("pk", "residences__kind", "residences__division", "residences__since",
              "residences__until")  # fmt: skip
    keys = sorted(moved)
    for at in range(0, len(keys), AT_ONCE):
        some = people.visible(SYSTEM).filter(pk__in=keys[at : at + AT_ONCE]).order_by()
        found = some.filter(_overlapping(known.first, known.last, "residences"))
        for key, kind, division, since, until in found.values_list(*fields):
            code, name = PLACES[kind]
            known.add(key, code, is_within(division, here), since, until, name)


def _moved(known: _Known, rows: Rows) -> set[int]:
    """Return whose dated rows must be read: all of few, of many those where something changed."""
    if len(rows) <= CHUNK:
        return set(rows)
    changed = Q(residences__retracted_at=None) & (
        Q(residences__since__gt=known.first) | Q(residences__until__isnull=False)
    )
    ended = Q(died__isnull=False) | Q(left__isnull=False)
    found = people.visible(SYSTEM).filter(changed | ended).order_by()
    return set(found.values_list("pk", flat=True)) & rows.keys()


def _circumstances(known: _Known, rows: Rows) -> None:
    holds = {one.key: one for one in _from(From.CIRCUMSTANCE)}
    grades = {one.key: one for one in _from(From.GRADE)}
    kinds = {one.key: one for one in _from(From.CIRCUMSTANCE_KIND)}
    fields = tuple(f"circumstances__{name}" for name in
                   ("code", "kind", "grade", "since", "until", "source"))  # fmt: skip
    found = _of(rows).filter(_overlapping(known.first, known.last, "circumstances")).order_by()
    gravest: dict[tuple[int, str], list[Graded]] = defaultdict(list)
    for key, code, kind, grade, since, until, told in found.values_list("pk", *fields):
        source = _source(code, told)
        if code in holds:
            known.add(key, holds[code].code, value=True, since=since, until=until, source=source)
        if code in grades and grade:
            gravest[key, grades[code].code].append((grade, since, until, source))
        for at in (code, f"{code}:{kind}"):
            if at in kinds:
                value = True if kinds[at].type.kind is Kind.BOOL else kind
                known.add(key, kinds[at].code, value, since, until, source)
    for (key, fact), graded in gravest.items():
        for grade, since, until, source in _gravest(graded) if fact == GRADED else graded:
            known.add(key, fact, grade, since, until, source)


def _assessments(known: _Known, rows: Rows) -> None:
    """The final levels of each scale a rule asks for, while they hold; never of another scale."""
    for fact in _from(From.ASSESSMENT):
        if fact.key not in SCALES:
            raise LookupError(f"{fact.code}: no scale {fact.key}")
        wanted = None if len(rows) > CHUNK else list(rows)
        title = SCALES[fact.key].title
        for held in assessments.levels_held(SYSTEM, scale=fact.key, persons=wanted):
            reaches = held.until is None or held.until > known.first
            if reaches and held.since <= known.last and held.person in rows:
                level = str(held.level)
                known.add(held.person, fact.code, level, held.since, held.until, title)


INSIDE = "in_institution"


def _stays(known: _Known, rows: Rows) -> None:
    """Who lives in an institution by its own records; what was declared counts before it."""
    wanted = None if len(rows) > CHUNK else list(rows)
    for one in facilities.living(first=known.first, last=known.last, persons=wanted):
        if one.person in rows:
            known.add(one.person, INSIDE, value=True, since=one.since, until=one.until,
                      source="机构入住登记")  # fmt: skip


ADAPTED = "home_adapted"


def _adapted(known: _Known, rows: Rows, members: Memberships) -> None:
    """Whose home was adapted by the records of adaptations: theirs, and of who lives there."""
    wanted = None if len(rows) + len(members) > CHUNK else list(rows)
    first: dict[int, date] = {}
    homes: dict[int, date] = {}
    for one in people.adapted(last=known.last, persons=wanted, homes=list(members)):
        first.setdefault(one.person, one.since)
        if one.home is not None:
            homes.setdefault(one.home, one.since)
    said = {"source": "适老化改造档案"}
    for person in first.keys() & rows.keys():
        known.add(person, ADAPTED, value=True, since=first[person], until=None, **said)
    for home in homes.keys() & members.keys():
        for person, since, until in members[home]:
            if person not in first and person in rows and (until is None or until > homes[home]):
                at = max(since, homes[home])
                known.add(person, ADAPTED, value=True, since=at, until=until, **said)


def _source(code: str, told: str) -> str:
    title = people.KINDS[code].title if code in people.KINDS else code
    return f"{title}登记（{told}）" if told else f"{title}登记"


def _gravest(
    held: list[Graded],
) -> Iterable[Graded]:
    """Cut several certificates into spells that do not overlap, the gravest grade in each."""
    if len(held) == 1:
        yield held[0]
        return
    ends = {until for _g, _s, until, _t in held if until is not None}
    days = sorted({since for _g, since, _u, _t in held} | ends)
    for start, end in zip(days, [*days[1:], None], strict=True):
        covering = [
            (grade, told) for grade, since, until, told in held
            if since <= start and (until is None or until > start)
        ]  # fmt: skip
        if covering:
            grade, told = min(covering)
            yield grade, start, end, told


def _from(source: From) -> list[Fact]:
    return [one for one in facts() if one.source is source]


def _declared(
    first: date, last: date, rows: Rows, homes: dict[int, str]
) -> tuple[dict[int, Spells], dict[int, Spells]]:
    """Return declared facts by person and by household."""
    kinds = {one.code: one for one in _from(From.DECLARED)}
    found = Declared.objects.filter(
        Q(until=None) | Q(until__gt=first), retracted_at=None, since__lte=last
    )
    if len(rows) <= CHUNK:
        found = found.filter(Q(person__in=list(rows)) | Q(household__in=list(homes)))
    of: tuple[dict[int, Spells], dict[int, Spells]] = ({}, {})
    fields = ("person_id", "household_id", "fact", "value", "since", "until", "source")
    for person, home, code, value, since, until, source in found.values_list(*fields):
        if code not in kinds:
            continue
        is_home = kinds[code].level is Level.HOUSEHOLD
        told = None if value is None else kinds[code].type.decode(value)
        held = of[is_home].setdefault(home if is_home else person, {})
        held[code] = (*held.get(code, ()), Spell(told, since, until, source))
    return of


def _built(
    rows: Rows, members: Memberships, homes: dict[int, str], known: dict[int, Spells],
    owned: tuple[dict[int, Spells], dict[int, Spells]],
) -> Iterable[Household]:  # fmt: skip
    declared, of_homes = owned
    for key, spells in declared.items():
        known.setdefault(key, {}).update(spells)
    housed: set[int] = set()
    for home, held in members.items():
        housed.update(key for key, _since, _until in held)
        yield Household(
            id=home, place=homes[home], facts=of_homes.get(home, {}),
            members=tuple(
                Member(
                    id=key, born=rows[key][1], died=rows[key][2], since=since, until=until,
                    facts=known.get(key, {}),
                )
                for key, since, until in held if key in rows
            ),
        )  # fmt: skip
    for key, row in rows.items():
        if key not in housed:
            alone = Member(id=key, born=row[1], died=row[2], facts=known.get(key, {}))
            yield Household(id=-key, place=row[5] or county.code(), members=(alone,))
