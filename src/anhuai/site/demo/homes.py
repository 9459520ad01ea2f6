"""Who lives with whom, where: households of one to five, three generations under many roofs."""

from dataclasses import dataclass, field
from random import Random
from typing import Final

from anhuai.site.demo.families import CHILD
from anhuai.site.demo.folk import DIVORCED, NEVER_MARRIED, NOBODY, WIDOWED, Folk, State
from anhuai.site.demo.ground import Ground

FAMILY, COLLECTIVE = "family", "collective"
_STAYS_NEAR: Final = 0.62  # a new household in the parents' village
_DRAWN_TO_TOWN: Final = 0.2  # a young one that moves to the county seat instead


@dataclass(slots=True)
class Home:
    """One household on the demo's day."""

    village: int
    kind: str = FAMILY
    members: list[int] = field(default_factory=list)
    head: int = NOBODY
    joined: bool = False


class Homes:
    """Puts every resident under a roof."""

    def __init__(self, folk: Folk, ground: Ground, luck: Random) -> None:
        self.folk = folk
        self.ground = ground
        self.luck = luck
        self.homes: list[Home] = []
        self._in_town = [n for n, village in enumerate(ground.villages) if village.urban]

    def collect(self, people: list[int], village: int) -> int:
        """Put people into one collective household."""
        place = self._found(village, COLLECTIVE)
        for person in people:
            self._enter(person, place)
        return place

    def settle(self) -> None:
        """House the oldest first, so that children can stay with or near their parents."""
        folk = self.folk
        adults = [
            p
            for p in range(len(folk))
            if folk.age[p] >= CHILD and folk.state[p] is State.RESIDENT and folk.home[p] == NOBODY
        ]
        adults.sort(key=lambda p: -folk.age[p])
        for person in adults:
            if folk.home[person] == NOBODY:
                self._house(person)
        for person in range(len(folk)):
            if folk.home[person] == NOBODY and folk.state[person] is State.RESIDENT:
                self._house_child(person)
        for home in self.homes:
            home.head = self._head(home)

    def _house(self, person: int) -> None:
        """House an adult together with husband or wife."""
        folk = self.folk
        spouse = folk.spouse[person]
        pair = [person] if spouse == NOBODY else [person, spouse]
        husband = person if spouse == NOBODY or folk.is_man(person) else spouse
        place = self._parental_home(husband)
        if place == NOBODY or not self._stays(place, husband, alone=len(pair) == 1):
            near = place if place != NOBODY else self._parental_home(spouse)
            place = self._found(self._village(near, folk.age[person]), FAMILY)
        elif len(pair) == 2:
            self.homes[place].joined = True
        for one in pair:
            self._enter(one, place)

    def _stays(self, place: int, person: int, *, alone: bool) -> bool:
        """Decide whether somebody lives in the parents' household."""
        home, folk = self.homes[place], self.folk
        if home.joined or home.kind == COLLECTIVE or len(home.members) > 4:
            return False
        age, marital = folk.age[person], folk.marital[person]
        if alone:
            stays = 0.82 if age < 30 else 0.62 if marital in (NEVER_MARRIED, DIVORCED) else 0.3
        else:
            widowed = any(folk.marital[p] == WIDOWED for p in home.members)
            oldest = max(folk.age[p] for p in home.members)
            stays = 0.5 if widowed or oldest >= 75 else 0.3 if age < 45 else 0.2
        return self.luck.random() < stays

    def _house_child(self, person: int) -> None:
        folk = self.folk
        place = self._parental_home(person)
        if place == NOBODY:
            place = folk.home[folk.guardian[person]]
        self._enter(person, place)

    def _parental_home(self, person: int) -> int:
        if person == NOBODY:
            return NOBODY
        for parent in (self.folk.father[person], self.folk.mother[person]):
            if parent != NOBODY and self.folk.home[parent] != NOBODY:
                return self.folk.home[parent]
        return NOBODY

    def _village(self, near: int, age: int) -> int:
        pick = self.luck.random
        if age < 45 and self._in_town and pick() < _DRAWN_TO_TOWN:
            return self._in_town[int(pick() * len(self._in_town))]
        if near != NOBODY and pick() < _STAYS_NEAR:
            return self.homes[near].village
        return self.ground.lot.draw(self.luck)

    def _found(self, village: int, kind: str) -> int:
        self.homes.append(Home(village, kind))
        return len(self.homes) - 1

    def _enter(self, person: int, place: int) -> None:
        self.folk.home[person] = place
        self.homes[place].members.append(person)

    def _head(self, home: Home) -> int:
        """Choose the head: a married man in his working years, else the eldest not too old."""
        folk = self.folk

        def rank(person: int) -> tuple[bool, bool, bool, bool, int]:
            able = 22 <= folk.age[person] < 75
            married_man = folk.is_man(person) and folk.spouse[person] != NOBODY
            in_charge = married_man and 30 <= folk.age[person] < 68
            grown = folk.age[person] >= CHILD
            return (able, grown, in_charge, folk.is_man(person), folk.age[person])

        return max(home.members, key=rank)
