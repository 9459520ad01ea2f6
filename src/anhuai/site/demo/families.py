"""Who married whom and whose children they are: couples of near age, mothers of plausible age."""

from bisect import bisect
from random import Random
from typing import Final

from anhuai.site.demo.ages import MEN, WOMEN, Pyramid, ages_of_mothers
from anhuai.site.demo.chance import Lot
from anhuai.site.demo.folk import (
    DIVORCED,
    NEVER_MARRIED,
    NOBODY,
    WIDOWED,
    Folk,
    Pool,
    State,
    Unit,
)

CHILD: Final = 20  # younger people live with their parents or a guardian
# Share of women living with a husband, by age; between two ages the share changes evenly.
_WIVES: Final = (
    (19, 0.0),
    (22, 0.16),
    (25, 0.5),
    (28, 0.76),
    (32, 0.88),
    (40, 0.93),
    (50, 0.92),
    (60, 0.86),
    (66, 0.78),
    (72, 0.64),
    (78, 0.48),
    (84, 0.28),
    (90, 0.12),
    (105, 0.0),
)
_GAPS: Final = Lot({-2: 4, -1: 8, 0: 16, 1: 19, 2: 18, 3: 14, 4: 9, 5: 6, 6: 4, 8: 2})
_MOTHERS: Final = Lot({age: w for age, w in ages_of_mothers().items() if 20 <= age <= 44})
_FEW: Final = Lot({1: 42, 2: 46, 3: 12})
_MANY: Final = Lot({1: 12, 2: 32, 3: 34, 4: 22})


class Families:
    """Builds the families of the residents, then of those who live elsewhere."""

    def __init__(self, folk: Folk, luck: Random) -> None:
        self.folk = folk
        self.luck = luck
        self.units: list[Unit] = []
        self.parents: Pool[Unit] = Pool(luck)
        self.unit_of: dict[int, Unit] = {}

    def populate(self, ages: Pyramid) -> None:
        """Add every resident."""
        for sex, counts in ages.counts.items():
            for age, count in enumerate(counts):
                for _ in range(count):
                    self.folk.add(sex=sex, age=age, luck=self.luck)

    def marry(self) -> None:
        """Find husbands for the married women; who is left never married or no longer is."""
        folk, luck = self.folk, self.luck
        men: Pool[int] = Pool(luck)
        for person in range(len(folk)):
            if folk.sex[person] == MEN and folk.age[person] >= CHILD:
                men.put(folk.age[person], person)
        wives = [
            person
            for person in range(len(folk))
            if folk.sex[person] == WOMEN and luck.random() < share_of_wives(folk.age[person])
        ]
        luck.shuffle(wives)
        for wife in wives:
            husband = men.take(max(CHILD, folk.age[wife] + _GAPS.draw(luck)), near=7)
            if husband is not None:
                folk.wed(husband, wife)
        for person in range(len(folk)):
            if folk.spouse[person] == NOBODY and folk.age[person] >= CHILD:
                folk.marital[person] = self._single(folk.age[person], folk.sex[person])

    def _single(self, age: int, sex: int) -> str:
        """Say why an adult lives without husband or wife."""
        if age < 30:
            return NEVER_MARRIED
        widowed = min(0.96, max(0.06, (age - 45) / 32)) * (1.0 if sex == WOMEN else 0.8)
        lot = self.luck.random()
        if lot < widowed:
            return WIDOWED
        return DIVORCED if lot < widowed + (0.5 if sex == WOMEN else 0.22) else NEVER_MARRIED

    def found_units(self) -> None:
        """Let couples, the widowed and the divorced have as many children as their age had."""
        folk, luck = self.folk, self.luck
        for person in range(len(folk)):
            spouse = folk.spouse[person]
            if folk.sex[person] == WOMEN and spouse != NOBODY:
                self._found(Unit(spouse, person, folk.age[person]))
            elif folk.marital[person] in (WIDOWED, DIVORCED) and luck.random() < 0.86:
                father, mother = (person, NOBODY) if folk.is_man(person) else (NOBODY, person)
                age = folk.age[person] - (2 if folk.is_man(person) else 0)
                self._found(Unit(father, mother, age))

    def _found(self, unit: Unit) -> None:
        self.units.append(unit)
        for person in (unit.father, unit.mother):
            if person != NOBODY:
                self.unit_of[person] = unit
        lot = 1 if unit.age < 26 else (_FEW if unit.age < 58 else _MANY).draw(self.luck)
        for _ in range(lot):
            self.parents.put(unit.age, unit)

    def raise_children(self, spared: set[int]) -> None:
        """Give every child but the spared ones a mother of plausible age."""
        folk = self.folk
        children = [
            person
            for person in range(len(folk))
            if folk.age[person] < CHILD and person not in spared
        ]
        self.luck.shuffle(children)
        for child in children:
            if not self.adopt(child, near=9):
                self._squeeze(child)

    def adopt(self, child: int, *, near: int, not_of: int = NOBODY) -> bool:
        """Give somebody parents from the pool; False where none of fitting age has room."""
        folk = self.folk
        born, age = folk.born[child], folk.age[child] + _MOTHERS.draw(self.luck)
        mother_in_law = folk.mother[not_of] if not_of != NOBODY else NOBODY
        father_in_law = folk.father[not_of] if not_of != NOBODY else NOBODY

        def fits(unit: Unit) -> bool:
            if unit.mother != NOBODY and unit.mother == mother_in_law:
                return False
            if unit.father != NOBODY and unit.father == father_in_law:
                return False
            return unit.age >= folk.age[child] + 20 and unit.may_bear(born)

        unit = self.parents.take(age, near=near, fits=fits)
        if unit is None:
            return False
        unit.births.append(born)
        folk.give_parents(child, unit)
        return True

    def _squeeze(self, child: int) -> None:
        """Give a child that found no room to any couple of fitting age."""
        folk = self.folk
        while True:
            unit = self.units[int(self.luck.random() * len(self.units))]
            if 20 <= unit.age - folk.age[child] <= 45 and unit.may_bear(folk.born[child]):
                unit.births.append(folk.born[child])
                folk.give_parents(child, unit)
                return

    def join_generations(self) -> None:
        """Link adults to their parents: the unmarried first, then sons, then daughters."""
        folk, luck = self.folk, self.luck
        waves: tuple[list[int], ...] = ([], [], [])
        for person in range(len(folk)):
            if not CHILD <= folk.age[person] < 66 or folk.mother[person] != NOBODY:
                continue
            if folk.father[person] != NOBODY:
                continue
            wave = 0 if folk.spouse[person] == NOBODY else 1 if folk.is_man(person) else 2
            waves[wave].append(person)
        for people, share in zip(waves, (0.95, 0.9, 0.5), strict=True):
            luck.shuffle(people)
            for person in people:
                if luck.random() < share:
                    self.adopt(person, near=6, not_of=folk.spouse[person])

    def leave(self, count: int) -> None:
        """Add people who are registered here and live elsewhere: couples, children and singles."""
        folk, luck = self.folk, self.luck
        goal = len(folk) + count
        while len(folk) < goal - 3:
            age = 21 + int(abs(luck.gauss(0, 11)))
            if age < 24 or luck.random() < 0.35:
                folk.add(sex=1 + int(luck.random() < 0.46), age=age, luck=luck, state=State.ABSENT)
                continue
            unit = self.couple_away(age)
            if unit.age >= 24 and luck.random() < 0.4:
                years = min(unit.age - 21, int(luck.random() * 14))
                child = folk.add(
                    sex=1 + int(luck.random() < 0.48), age=years, luck=luck, state=State.ABSENT
                )
                unit.births.append(folk.born[child])
                folk.give_parents(child, unit)

    def couple_away(self, age: int) -> Unit:
        """Add a couple that lives elsewhere, the wife of that age."""
        folk, luck = self.folk, self.luck
        wife = folk.add(sex=WOMEN, age=age, luck=luck, state=State.ABSENT)
        older = max(CHILD, age + _GAPS.draw(luck))
        husband = folk.add(sex=MEN, age=older, luck=luck, state=State.ABSENT)
        folk.wed(husband, wife)
        return Unit(husband, wife, age)


def share_of_wives(age: int) -> float:
    """Return the share of women of that age who live with a husband."""
    if age <= _WIVES[0][0]:
        return 0.0
    place = min(bisect(_WIVES, (age, -1.0)), len(_WIVES) - 1)
    (low, less), (high, more) = _WIVES[place - 1], _WIVES[place]
    return less + (more - less) * min(1.0, (age - low) / (high - low))
