"""The last years of the county: who died, who came, who went away, and when."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from random import Random
from typing import Final

from anhuai.site.demo.ages import MEN, deaths_by_age
from anhuai.site.demo.chance import Lot
from anhuai.site.demo.families import CHILD, Families
from anhuai.site.demo.folk import MARRIED, NOBODY, WIDOWED, Folk, Pool, State
from anhuai.site.demo.homes import FAMILY, Home, Homes

DEATHS_A_YEAR: Final = 0.0071  # of the residents; about China's crude rate of these years
_COME: Final = 0.045  # of the households came since the register was opened
_BRINGS_HUKOU: Final = 0.3
_LIVES_APART: Final = 0.02  # of the households that stayed are registered in another village
_WENT_LATELY: Final = 0.3


@dataclass(slots=True)
class Past:
    """What happened when: ordinals by person; `opening` is the day the register began."""

    opening: int
    on: int
    came: dict[int, int] = field(default_factory=dict)
    went: dict[int, int] = field(default_factory=dict)
    late: dict[int, int] = field(default_factory=dict)  # the dead and their widowed
    registered_at: dict[int, str] = field(default_factory=dict)
    closed: dict[int, int] = field(default_factory=dict)  # households nobody is left of

    def day(self, luck: Random) -> int:
        """Return a day since the opening, not the last ones."""
        return self.opening + 5 + int(luck.random() * (self.on - self.opening - 25))


class Lives:
    """Writes the past of people who are already at home."""

    def __init__(self, families: Families, homes: Homes, past: Past, luck: Random) -> None:
        self.folk: Folk = families.folk
        self.families = families
        self.homes = homes
        self.past = past
        self.luck = luck
        self._bereft: dict[int, Pool[int]] = {}
        self._orphaned: Pool[int] = Pool(luck)
        self._children: dict[int, list[int]] = defaultdict(list)

    def bury(self, residents: int) -> None:
        """Add those who died since the opening, and give most of them a family that lives."""
        folk, luck, past = self.folk, self.luck, self.past
        self._look_for_the_bereft()
        years = (past.on - past.opening) / 365.25
        risk = {
            (sex, age): deaths
            for sex, ages in deaths_by_age().items()
            for age, deaths in enumerate(ages)
        }
        for sex, age in Lot(risk).draws(luck, round(residents * DEATHS_A_YEAR * years)):
            died = past.day(luck)
            now = min(age + (past.on - died) // 366, 118)
            person = folk.add(sex=sex, age=now, luck=luck, state=State.DEAD)
            folk.died[person] = max(died, folk.born[person])
            folk.home[person] = self._last_home(person)

    def _look_for_the_bereft(self) -> None:
        folk = self.folk
        for sex in (1, 2):
            self._bereft[sex] = Pool(self.luck)
        for person in range(len(folk)):
            if folk.mother[person] != NOBODY:
                self._children[folk.mother[person]].append(person)
            if folk.home[person] == NOBODY:
                continue
            if self.homes.homes[folk.home[person]].kind != FAMILY:
                continue
            if folk.marital[person] == WIDOWED:
                self._bereft[folk.sex[person]].put(folk.age[person], person)
            elif folk.age[person] >= CHILD and folk.father[person] == folk.mother[person]:
                self._orphaned.put(folk.age[person], person)

    def _last_home(self, person: int) -> int:
        """Find the family the dead belonged to; return the household they died in."""
        folk, past, luck = self.folk, self.past, self.luck
        age = folk.age[person]
        if age >= 45:
            folk.marital[person] = WIDOWED
            if luck.random() < 0.62:
                older = -2 if folk.is_man(person) else 2
                left = self._bereft[3 - folk.sex[person]].take(age + older, near=6)
                if left is not None:
                    return self._mourn(person, left)
            child = self._orphaned.take(age - 27, near=7)
            if child is not None:
                parents = folk.father if folk.is_man(person) else folk.mother
                parents[child] = person
                return folk.home[child]
        elif self.families.adopt(person, near=8):
            father, mother = folk.father[person], folk.mother[person]
            return folk.home[mother if mother != NOBODY else father]
        return self._alone(person, past)

    def _mourn(self, person: int, widowed: int) -> int:
        folk = self.folk
        folk.marital[person] = MARRIED
        self.past.late[person] = widowed
        if folk.sex[person] == MEN:
            for child in self._children.get(widowed, ()):
                if folk.father[child] == NOBODY:
                    folk.father[child] = person
        return folk.home[widowed]

    def _alone(self, person: int, past: Past) -> int:
        """Make the household of one that ended with its only member."""
        homes = self.homes.homes
        homes.append(Home(self.homes.ground.lot.draw(self.luck), head=person))
        past.closed[len(homes) - 1] = self.folk.died[person]
        return len(homes) - 1

    def come(self, elsewhere: Sequence[str]) -> None:
        """Let some young households come from elsewhere, most of them without their 户籍."""
        folk, luck, past = self.folk, self.luck, self.past
        villages = self.homes.ground.villages
        for place, home in enumerate(self.homes.homes):
            old = folk.age[home.head] > 58
            if home.kind != FAMILY or home.joined or place in past.closed or old:
                continue
            lot = luck.random()
            if lot < _COME:
                self._arrive(home, past.day(luck))
            if lot < _COME * (1 - _BRINGS_HUKOU) or lot > 1 - _LIVES_APART:
                stays = lot > 1 - _LIVES_APART or luck.random() < 0.35
                other = villages[int(luck.random() * len(villages))].code
                code = other if stays else elsewhere[int(luck.random() * len(elsewhere))]
                past.registered_at.update(dict.fromkeys(home.members, code))

    def _arrive(self, home: Home, day: int) -> None:
        born = self.folk.born
        self.past.came.update({person: day for person in home.members if born[person] < day})

    def go(self) -> None:
        """Date the leaving of those who live elsewhere: some lately, most long ago."""
        folk, luck, past = self.folk, self.luck, self.past
        for person in range(len(folk)):
            if folk.state[person] is not State.ABSENT:
                continue
            grown = folk.born[person] + 17 * 365
            lately = luck.random() < _WENT_LATELY and folk.age[person] >= CHILD
            day = past.day(luck) if lately else past.opening - int(luck.random() * 2900) - 30
            past.went[person] = max(day, min(grown, past.on - 40), folk.born[person] + 1)
