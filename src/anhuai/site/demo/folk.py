"""The invented people in memory: one list a field, a person is a place in the lists."""

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import IntEnum
from random import Random
from typing import Final, Generic, TypeVar

from anhuai.site.demo.ages import MEN
from anhuai.site.demo.calendar import Years

T = TypeVar("T")
NOBODY: Final = -1
NEVER_MARRIED, MARRIED, WIDOWED, DIVORCED = "10", "20", "30", "40"  # GB/T 2261.2


class State(IntEnum):
    """Where somebody is on the demo's day."""

    RESIDENT = 0
    ABSENT = 1
    DEAD = 2


@dataclass(slots=True)
class Folk:
    """Everybody, by index; `born` and `died` are ordinals, 0 for not dead."""

    years: Years
    sex: list[int] = field(default_factory=list)
    age: list[int] = field(default_factory=list)
    born: list[int] = field(default_factory=list)
    died: list[int] = field(default_factory=list)
    state: list[State] = field(default_factory=list)
    father: list[int] = field(default_factory=list)
    mother: list[int] = field(default_factory=list)
    spouse: list[int] = field(default_factory=list)
    guardian: list[int] = field(default_factory=list)
    marital: list[str] = field(default_factory=list)
    home: list[int] = field(default_factory=list)
    surname: list[str] = field(default_factory=list)
    given: list[str] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.sex)

    def add(self, *, sex: int, age: int, luck: Random, state: State = State.RESIDENT) -> int:
        """Add somebody of an age on the demo's day; return the index."""
        self.sex.append(sex)
        self.age.append(age)
        self.born.append(self.years.birth(age, luck))
        self.died.append(0)
        self.state.append(state)
        for links in (self.father, self.mother, self.spouse, self.guardian, self.home):
            links.append(NOBODY)
        self.marital.append(NEVER_MARRIED)
        self.surname.append("")
        self.given.append("")
        return len(self.sex) - 1

    def wed(self, one: int, other: int) -> None:
        """Make two people husband and wife."""
        self.spouse[one], self.spouse[other] = other, one
        self.marital[one] = self.marital[other] = MARRIED

    def give_parents(self, child: int, unit: "Unit") -> None:
        """Make a couple, or one of them, the parents."""
        self.father[child], self.mother[child] = unit.father, unit.mother

    def name(self, person: int) -> str:
        """The whole name."""
        return self.surname[person] + self.given[person]

    def is_man(self, person: int) -> bool:
        """Say whether it is a man."""
        return self.sex[person] == MEN


@dataclass(slots=True, eq=False)
class Unit:
    """A couple or one adult who may have children, and the days those were born."""

    father: int
    mother: int
    age: int
    births: list[int] = field(default_factory=list)

    def may_bear(self, born: int) -> bool:
        """Say whether a birth on that day keeps its distance from the others."""
        return all(abs(born - other) > 330 for other in self.births)


class Pool(Generic[T]):
    """Things by age, taken at random from the age asked for or the nearest."""

    def __init__(self, luck: Random) -> None:
        self._buckets: list[list[T]] = [[] for _ in range(200)]
        self._luck = luck

    def put(self, age: int, thing: T) -> None:
        """Add one."""
        self._buckets[age].append(thing)

    def take(self, age: int, *, near: int, fits: Callable[[T], bool] | None = None) -> T | None:
        """Take one that fits, of that age or up to `near` years off; None when there is none."""
        for off in range(near + 1):
            for at in (age + off, age - off) if off else (age,):
                found = self._pick(self._buckets[at], fits) if 0 <= at < 200 else None
                if found is not None:
                    return found
        return None

    def _pick(self, bucket: list[T], fits: Callable[[T], bool] | None) -> T | None:
        for _ in range(3 if bucket else 0):
            place = int(self._luck.random() * len(bucket))
            thing = bucket[place]
            if fits is None or fits(thing):
                bucket[place] = bucket[-1]
                bucket.pop()
                return thing
        return None
