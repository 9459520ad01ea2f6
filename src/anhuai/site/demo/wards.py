"""Children who grow up without their parents: left behind, orphaned, or not cared for."""

from dataclasses import dataclass, field
from random import Random

from anhuai.site.demo.ages import MEN
from anhuai.site.demo.facts import Facts
from anhuai.site.demo.families import Families
from anhuai.site.demo.folk import NOBODY, Folk, State, Unit

_PATIENCE = 60


@dataclass(slots=True)
class Wards:
    """The children of each kind, by index of the person."""

    left_behind: list[int] = field(default_factory=list)
    orphans: list[int] = field(default_factory=list)
    unattended: list[int] = field(default_factory=list)

    def everyone(self) -> set[int]:
        """All of them."""
        return {*self.left_behind, *self.orphans, *self.unattended}


def find_wards(folk: Folk, facts: Facts, luck: Random) -> Wards:
    """Choose the children: left behind under 16 (国发〔2016〕13号), the others under 18."""
    young = [p for p in range(len(folk)) if 1 <= folk.age[p] <= 15]
    older = [p for p in range(len(folk)) if 3 <= folk.age[p] <= 17]
    wards = Wards()
    taken: set[int] = set()
    for into, pool, count in (
        (wards.left_behind, young, facts["left_behind_children"]),
        (wards.orphans, older, facts["orphans"]),
        (wards.unattended, older, facts["unattended_children"]),
    ):
        while len(into) < count:
            child = pool[int(luck.random() * len(pool))]
            if child not in taken:
                taken.add(child)
                into.append(child)
    return wards


def place_wards(families: Families, wards: Wards) -> None:
    """Give each child a guardian of the grandparents' generation, and parents where they live."""
    folk, luck = families.folk, families.luck
    waiting = sorted(wards.left_behind, key=lambda child: folk.age[child])
    while waiting:
        child = waiting.pop()
        unit = families.couple_away(folk.age[child] + 21 + int(luck.random() * 9))
        children = [child]
        brother = next((c for c in waiting if folk.age[child] - folk.age[c] in (2, 3, 4)), None)
        if brother is not None and luck.random() < 0.4:
            waiting.remove(brother)
            children.append(brother)
        guardian = _grandparent(families, unit.father, folk.age[child])
        for one in children:
            unit.births.append(folk.born[one])
            folk.give_parents(one, unit)
            folk.guardian[one] = guardian
    for child in wards.orphans:
        folk.guardian[child] = _elder(families, folk.age[child])
    for child in wards.unattended:
        age = folk.age[child] + 22 + int(luck.random() * 12)
        father = folk.add(sex=MEN, age=age, luck=luck, state=State.ABSENT)
        folk.father[child] = father
        folk.guardian[child] = _grandparent(families, father, folk.age[child])


def _grandparent(families: Families, parent: int, child_age: int) -> int:
    """Find parents for the absent parent; return the one who looks after the child."""
    folk = families.folk
    for _ in range(_PATIENCE):
        if families.adopt(parent, near=9):
            unit = Unit(folk.father[parent], folk.mother[parent], 0)
            guardian = _abler(unit)
            if folk.age[guardian] <= max(76, child_age + 50):
                return guardian
    folk.father[parent] = folk.mother[parent] = NOBODY
    return _elder(families, child_age)


def _elder(families: Families, child_age: int) -> int:
    """Return somebody two generations older."""
    unit = families.parents.take(child_age + 50, near=12)
    if unit is None:
        unit = families.units[0]
    return _abler(unit)


def _abler(unit: Unit) -> int:
    """Return the mother where there is one, the father otherwise."""
    return unit.mother if unit.mother != NOBODY else unit.father
