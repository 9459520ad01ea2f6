"""Circumstances of older people: alone, empty nest, left behind, frail, forgetful."""

from random import Random
from typing import Final

from anhuai.site.demo.calendar import birthday
from anhuai.site.demo.chance import Lot
from anhuai.site.demo.circumstances import Register
from anhuai.site.demo.facts import Facts
from anhuai.site.demo.folk import MARRIED, NEVER_MARRIED, NOBODY, Folk, State
from anhuai.site.demo.homes import COLLECTIVE, Homes

_FRAILTY: Final = Lot({"mild": 38, "moderate": 30, "severe": 22, "complete": 10})
# Yearly shares for which no figure is published; plausible and invented.
_FRAIL: Final = ((60, 0.012), (70, 0.03), (80, 0.09), (90, 0.22))
_FORGETFUL: Final = 0.32  # of the frail of 75 and over


class Elders:
    """Records what the households and kin of older people imply, and what age brings."""

    def __init__(self, folk: Folk, homes: Homes, register: Register, luck: Random) -> None:
        self.folk = folk
        self.homes = homes
        self.register = register
        self.luck = luck
        self._known: set[tuple[int, str]] = set()
        self.people = [
            p for p in range(len(folk))
            if folk.age[p] >= 60 and folk.state[p] is State.RESIDENT
        ]  # fmt: skip

    def record(self, facts: Facts) -> None:
        """Record everything for everybody of 60 and over."""
        self._record_company()
        self._record_left_behind()
        self._record_frailty(facts)
        self._record_rare()
        self._record_former()

    def _record_company(self) -> None:
        """Record 独居, 空巢 and 孤寡 where the household says so."""
        folk, register = self.folk, self.register
        parents = {*folk.father, *folk.mother}
        for person in self.people:
            home = self.homes.homes[folk.home[person]]
            if home.kind == COLLECTIVE or any(folk.age[p] < 60 for p in home.members):
                continue
            alone, childless = len(home.members) == 1, person not in parents
            if alone:
                register.add(person, "living_alone", register.some_day(person, from_age=60))
            if not childless and len(home.members) <= 2:
                register.add(person, "empty_nest", register.some_day(person, from_age=60))
            if alone and childless and folk.marital[person] != MARRIED:
                register.add(person, "childless_widowed", register.some_day(person, from_age=60))

    def _record_left_behind(self) -> None:
        """Record 留守 for those in villages whose children went away and none stayed at home."""
        folk, register = self.folk, self.register
        gone = {
            parent
            for child in range(len(folk))
            if folk.state[child] is State.ABSENT
            for parent in (folk.father[child], folk.mother[child])
        }
        for person in self.people:
            home = self.homes.homes[folk.home[person]]
            village = self.homes.ground.villages[home.village]
            lonely = all(folk.age[p] >= 60 or folk.age[p] < 16 for p in home.members)
            if person in gone and lonely and not village.urban and home.kind != COLLECTIVE:
                register.add(person, "left_behind_elder", register.some_day(person, from_age=60))

    def _record_frailty(self, facts: Facts) -> None:
        """Record 失能 and 认知障碍: as many as are published, or by age where none are."""
        folk, register, luck = self.folk, self.register, self.luck
        frail = [p for p in self.people if luck.random() < _share(folk.age[p])]
        goal = facts["disabled_or_demented_elders"]
        if goal:
            luck.shuffle(frail)
            frail = sorted(frail[:goal], key=lambda p: folk.age[p])
        for place, person in enumerate(frail):
            since = register.some_day(person, from_age=60)
            forgets = folk.age[person] >= 75 and luck.random() < _FORGETFUL
            if goal:
                forgets = place >= goal * 2 // 3
            if forgets:
                register.add(person, "cognitive_impairment", since)
            if not (goal and forgets):
                register.add(person, "disabled_elder", since, grade=_FRAILTY.draw(luck))

    def _record_rare(self) -> None:
        """Record the few: special families, merit, preferential treatment."""
        folk, luck = self.folk, self.luck
        for person in self.people:
            lot = luck.random()
            if lot < 0.002 and folk.spouse[person] != NOBODY:
                for one in (person, folk.spouse[person]):
                    if folk.age[one] >= 60:
                        self._once(one, "special_fp_family")
            elif lot < 0.004:
                self._once(person, "serious_illness")
            elif lot < 0.0075:
                self._once(person, "preferential_treatment")
            elif lot < 0.008 and folk.marital[person] != NEVER_MARRIED:
                self._once(person, "merit")

    def _once(self, person: int, code: str) -> None:
        if (person, code) not in self._known:
            self._known.add((person, code))
            self.register.add(person, code, self.register.some_day(person, from_age=60))

    def _record_former(self) -> None:
        """Record what ended: company found, purchased service stopped by moving to the children."""
        luck, register = self.luck, self.register
        now = register.holders("living_alone", "empty_nest", "left_behind_elder", "hardship_elder")
        others = [p for p in self.people if p not in now and self.folk.age[p] >= 64]
        luck.shuffle(others)
        for code, share in (
            ("living_alone", 0.012),
            ("empty_nest", 0.02),
            ("left_behind_elder", 0.008),
            ("hardship_elder", 0.01),
        ):
            count = int(len(self.people) * share)
            register.former(others[:count], code, from_age=60)
            others = others[count:]
        self._record_late()

    def _record_late(self) -> None:
        """Record what the dead were in: it ended with them."""
        folk, register, luck = self.folk, self.register, self.luck
        for person in range(len(folk)):
            if not folk.died[person] or folk.died[person] - birthday(folk.born[person], 60) < 90:
                continue
            lot = luck.random()
            since = register.some_day(person, from_age=60)
            if lot < 0.3:
                register.add(person, "disabled_elder", since, grade=_FRAILTY.draw(luck))
            elif lot < 0.4:
                register.add(person, "living_alone", since)
            elif lot < 0.5:
                register.add(person, "hardship_elder", since)
            elif lot < 0.54:
                register.add(person, "tekun", since, kind="scattered", grade="partial")


def _share(age: int) -> float:
    return next(share for below, share in reversed(_FRAIL) if age >= below)
