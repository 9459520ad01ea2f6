"""The people's tables as plain rows, in the order of their columns."""

from collections.abc import Iterator
from functools import lru_cache
from random import Random
from typing import Final

from anhuai.platform.searching import pinyin, search_text
from anhuai.site.demo.calendar import instant, text
from anhuai.site.demo.chance import chance
from anhuai.site.demo.children import guardian_kind
from anhuai.site.demo.folk import NOBODY, State
from anhuai.site.demo.ground import address
from anhuai.site.demo.homes import COLLECTIVE
from anhuai.site.demo.lives import Past
from anhuai.site.demo.loading import Batch, Row
from anhuai.site.demo.population import Population
from anhuai.site.demo.relations import relation
from anhuai.site.demo.seals import Sealed

BY: Final = "演示数据"
SOURCE: Final = "演示数据（虚构）"
NOT_RELATED: Final = "99"


DATED: Final = "id since until recorded_at recorded_by retracted_at source"


def recorded(day: int, past: Past) -> str:
    """Return when a fact became known: some days later, at the opening at the earliest."""
    return instant(min(max(day, past.opening) + 1 + day % 6, past.on - 1))


class Tables:
    """Turns a population into rows; ids are the places in its lists plus one."""

    def __init__(self, population: Population, sealed: Iterator[Sealed], seed: str) -> None:
        self._population = population
        self._sealed = sealed
        self._folk = population.folk
        self._past = population.past
        self._villages = population.homes.ground.villages
        self._codes = [village.code for village in self._villages]
        self._luck = chance(seed, "rows")
        self._begun: dict[int, tuple[str, str]] = {}  # most rows begin on few days
        everyone = range(len(population.folk))
        self._places = [self._place(person) for person in everyone]
        self._hukou = [self._registered(person) for person in everyone]
        self._spans = [self._span(person) for person in everyone]

    def batches(self) -> list[Batch]:
        """Return every table, parents before children."""
        return [
            Batch("people.Household",
                  "id division address longitude latitude head_id kind since until version",
                  self._households()),
            Batch("people.Person",
                  "id name pinyin search sex born died left ethnicity marital education "
                  "identity_sealed identity_index phone_sealed phone_index hukou hukou_kind "
                  "division household_id created_at updated_at version", self._people(), many=True),
            Batch("people.Membership", f"{DATED} person_id household_id relation",
                  self._memberships(), many=True),
            Batch("people.Residence", f"{DATED} person_id kind division reason",
                  self._residences(), many=True),
            Batch("people.Kinship", f"{DATED} person_id relative_id relation kind",
                  self._kinships(), many=True),
            Batch("people.Circumstance", f"{DATED} person_id code grade kind",
                  self._circumstances(), many=True),
        ]  # fmt: skip

    def _dated(self, key: int, since: int, until: int, source: str = "") -> Row:
        begun = self._begun.get(since)
        if begun is None:
            begun = self._begun[since] = (text(since), recorded(since, self._past))
        return (key, begun[0], text(until) if until else None, begun[1], BY, None, source)

    # households -------------------------------------------------------------------------------

    def _households(self) -> Iterator[Row]:
        luck, past, folk = self._luck, self._past, self._folk
        counters: dict[tuple[int, int], int] = {}
        ground = self._population.homes.ground
        for place, home in enumerate(self._population.homes.homes):
            village = self._villages[home.village]
            hamlet = int(luck.random() * len(village.hamlets))
            number = counters[home.village, hamlet] = counters.get((home.village, hamlet), -1) + 1
            lon, lat = ground.house(village, hamlet, luck)
            since = max(past.came.get(home.head, past.opening), folk.born[home.head])
            until = past.closed.get(place, 0)
            yield (
                place + 1, village.code, address(village, hamlet, number), lon, lat, home.head + 1,
                home.kind, text(since), text(until) if until else None, 1,
            )  # fmt: skip

    # people -----------------------------------------------------------------------------------

    def _people(self) -> Iterator[Row]:
        folk, past = self._folk, self._past
        ethnicity, luck, sealed = self._population.ethnicity, self._luck, self._sealed
        for person in range(len(folk)):
            name = folk.name(person)
            sound, found_by = _sounds(name)
            born, died, age = folk.born[person], folk.died[person], folk.age[person]
            here, hukou = self._places[person], self._hukou[person]
            home, went = folk.home[person], past.went.get(person, 0)
            known = recorded(max(born, past.came.get(person, 0)), past)
            yield (
                person + 1, name, sound, found_by, str(folk.sex[person]), text(born),
                text(died) if died else None, text(went) if here and went else None,
                ethnicity[person], folk.marital[person], _education(age, luck),
                *next(sealed), hukou,
                "urban" if len(hukou) == 12 and hukou[9] == "0" else "rural",
                here, home + 1 if home != NOBODY else None, known, known,
                1,
            )  # fmt: skip

    def _place(self, person: int) -> str:
        """Return where somebody lives or last lived; "" for who left before the register."""
        home = self._folk.home[person]
        if home != NOBODY:
            return self._codes[self._population.homes.homes[home].village]
        return self._origin(person) if self._past.went[person] >= self._past.opening else ""

    def _origin(self, person: int) -> str:
        """Return the village somebody away comes from: the parents', or a neighbour's."""
        folk = self._folk
        for parent in (folk.father[person], folk.mother[person]):
            if parent != NOBODY and folk.home[parent] != NOBODY:
                return self._codes[self._population.homes.homes[folk.home[parent]].village]
        spouse = folk.spouse[person]
        anchor = spouse if spouse != NOBODY and spouse < person else person
        return self._codes[anchor % len(self._codes)]

    def _registered(self, person: int) -> str:
        """Return where somebody is registered."""
        moved = self._past.registered_at.get(person)
        return moved or self._places[person] or self._origin(person)

    # dated rows -------------------------------------------------------------------------------

    def _span(self, person: int) -> tuple[int, int]:
        """Return from when to when the register has somebody living here; 0 for still."""
        folk, past = self._folk, self._past
        since = max(past.came.get(person, past.opening), folk.born[person])
        return since, folk.died[person] or past.went.get(person, 0)

    def _memberships(self) -> Iterator[Row]:
        folk, homes = self._folk, self._population.homes.homes
        key = 0
        for place, home in enumerate(homes):
            for person in home.members:
                key += 1
                since, until = self._spans[person]
                told = NOT_RELATED if home.kind == COLLECTIVE else relation(folk, home.head, person)
                if home.head == person:
                    told = "02"
                yield (*self._dated(key, since, until), person + 1, place + 1, told)
        for person in range(len(folk)):
            since, until = self._spans[person]
            if folk.state[person] is State.DEAD and until > since:
                key += 1
                home = homes[folk.home[person]]
                widowed = self._past.late.get(person)
                near = widowed if widowed is not None else home.head
                told = relation(folk, home.head, person)
                if widowed is not None and near == home.head:
                    told = "11" if folk.is_man(person) else "12"
                yield (*self._dated(key, since, until), person + 1, folk.home[person] + 1, told)

    def _residences(self) -> Iterator[Row]:
        folk, past = self._folk, self._past
        key = 0
        for person in range(len(folk)):
            since, until = self._spans[person]
            born, came = folk.born[person], person in past.came
            reason = "move_in" if came else "birth" if born > past.opening else "opening"
            place = self._places[person]
            if place and (until > since or not until):
                key += 1
                yield (*self._dated(key, since, until), person + 1, "resident", place, reason)
            hukou, ends = self._hukou[person], folk.died[person]
            brought = came and person not in past.registered_at
            first = since if brought else max(born, past.opening)
            if not ends or ends > first:
                key += 1
                why = "move_in" if brought else "birth" if born > past.opening else "opening"
                yield (*self._dated(key, first, ends), person + 1, "registered", hukou, why)

    def _kinships(self) -> Iterator[Row]:
        folk, past = self._folk, self._past
        key = 0
        for person in range(len(folk)):
            born = folk.born[person]
            for parent in (folk.father[person], folk.mother[person]):
                if parent != NOBODY:
                    key += 1
                    yield (*self._dated(key, born, 0), parent + 1, person + 1, "parent_of", "")
            spouse = past.late.get(person, folk.spouse[person])
            if spouse != NOBODY and (person in past.late or person < spouse):
                wed = max(born, folk.born[spouse]) + 7400 + born % 1500
                wed = min(wed, past.on - 40, (folk.died[person] or past.on) - 30)
                for one, other in ((person, spouse), (spouse, person)):
                    key += 1
                    yield (*self._dated(key, wed, folk.died[person]), one + 1, other + 1,
                           "spouse_of", "")  # fmt: skip
            guardian = folk.guardian[person]
            if guardian != NOBODY:
                key += 1
                since = max(born + 30, past.on - 400 - born % 900)
                since = min(since, past.on - 10)
                yield (*self._dated(key, since, 0), guardian + 1, person + 1, "guardian_of",
                       guardian_kind(folk, person))  # fmt: skip

    def _circumstances(self) -> Iterator[Row]:
        for key, row in enumerate(self._population.register.rows, 1):
            yield (*self._dated(key, row.since, row.until, SOURCE), row.person + 1, row.code,
                   row.grade, row.kind)  # fmt: skip


@lru_cache(maxsize=200_000)
def _sounds(name: str) -> tuple[str, str]:
    return pinyin(name), search_text(name)


def _education(age: int, luck: Random) -> str:
    """Return a level of education as its generation had it; "" for children."""
    if age < 16:
        return ""
    lot = luck.random()
    if age >= 65:
        return "80" if lot < 0.55 else "70" if lot < 0.75 else "90" if lot < 0.9 else "60"
    if age >= 40:
        return "70" if lot < 0.5 else "80" if lot < 0.7 else "60" if lot < 0.88 else "30"
    return "70" if lot < 0.3 else "60" if lot < 0.55 else "30" if lot < 0.8 else "20"
