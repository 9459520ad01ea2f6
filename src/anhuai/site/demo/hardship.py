"""特困, 低保, disability and other circumstances of need, in the published numbers."""

from collections.abc import Iterable, Sequence
from itertools import islice
from random import Random
from typing import Final

from anhuai.site.demo.chance import Lot, apportion
from anhuai.site.demo.circumstances import Register
from anhuai.site.demo.facts import Facts
from anhuai.site.demo.families import Families
from anhuai.site.demo.folk import MARRIED, NOBODY, Folk
from anhuai.site.demo.homes import FAMILY, Homes

_SELF_CARE: Final = Lot({"able": 62, "partial": 25, "full": 13})
_FRAIL: Final = Lot({"able": 34, "partial": 36, "full": 30})
_LARGE: Final = {5: 0.02, 4: 0.08, 3: 0.17}  # shares of the 低保 households by size
_DISABILITY: Final = Lot({"4": 56, "2": 14, "1": 12, "6": 9, "5": 6, "3": 1, "7": 2})
_SEVERE: Final = Lot({"1": 4, "2": 6})
_ANY_GRADE: Final = Lot({"1": 12, "2": 22, "3": 30, "4": 36})


class Hardship:
    """Finds the people of each circumstance of need; nobody is on 低保 and 特困 at once."""

    def __init__(
        self, families: Families, homes: Homes, register: Register, facts: Facts, luck: Random
    ) -> None:
        self.folk: Folk = families.folk
        self.families = families
        self.homes = homes
        self.register = register
        self.facts = facts
        self.luck = luck
        self.tekun: set[int] = set()
        self.dibao: set[int] = set()
        self.edge: set[int] = set()
        self.disabled: dict[int, str] = {}

    def lodge(self, beds: int) -> tuple[list[int], list[int]]:
        """Choose who lives in institutions: centralised 特困, then others; before people settle."""
        folk, luck = self.folk, self.luck
        guardians = set(folk.guardian)
        single = [
            p
            for p in range(len(folk))
            if folk.age[p] >= 60 and folk.marital[p] != MARRIED and p not in guardians
        ]
        luck.shuffle(single)
        childless = [p for p in single if self._is_childless(p)]
        tekun = childless[: self.facts["tekun_centralised"]]
        chosen = set(tekun)
        others = [p for p in single if folk.age[p] >= 66 and p not in chosen]
        paying = others[: max(0, int(beds * 0.56) - len(tekun))]
        for person in tekun:
            since = self.register.some_day(person, from_age=60)
            self._support(person, "centralised", _FRAIL.draw(luck), since)
            self.register.add(person, "wishes_centralised_support", since)
        return tekun, paying

    def _is_childless(self, person: int) -> bool:
        unit = self.families.unit_of.get(person)
        return unit is None or not unit.births

    def _support(self, person: int, kind: str, grade: str, since: int) -> None:
        self.tekun.add(person)
        self.register.add(person, "tekun", since, kind=kind, grade=grade)

    def support_scattered(self) -> None:
        """Make childless people who live alone, and some couples, 分散供养 特困."""
        folk, facts = self.folk, self.facts
        count = facts["tekun_scattered"]
        households = facts["tekun_households"] - facts["tekun_centralised"]
        pairs = max(0, count - households) if facts["tekun_households"] else 0
        elders = [h for h in self._family_homes() if min(folk.age[p] for p in h) >= 60]
        couples = [h for h in elders if len(h) == 2]
        couples.sort(key=lambda home: not all(map(self._is_childless, home)))
        alone = [h for h in elders if len(h) == 1 and self._is_childless(h[0])]
        younger = [h for h in self._family_homes() if len(h) == 1 and 38 <= folk.age[h[0]] < 60]
        chosen = couples[:pairs]
        single = count - 2 * len(chosen)
        old = alone[: round(single * 0.9)]
        chosen = [*chosen, *old, *younger[: single - len(old)]]
        served = facts["tekun_scattered_served"]
        for home in chosen:
            for person in home:
                since = self.register.some_day(person, from_age=min(60, folk.age[person] - 1))
                self._support(person, "scattered", _SELF_CARE.draw(self.luck), since)
                if folk.age[person] >= 60 and served:
                    served -= 1
                    self.register.add(
                        person, "government_purchased_service",
                        self.register.some_day(person, from_age=60, after=since),
                        kind="scattered_tekun",
                    )  # fmt: skip
                if self.luck.random() < 0.12:
                    self.register.add(person, "wishes_centralised_support", since)

    def _family_homes(self) -> list[list[int]]:
        """Return the members of the family households without 特困 people, shuffled."""
        found = [
            home.members
            for home in self.homes.homes
            if home.kind == FAMILY and home.members and self.tekun.isdisjoint(home.members)
        ]
        self.luck.shuffle(found)
        return found

    def grant_dibao(self) -> None:
        """Put whole households on 低保, in exactly the published households and persons."""
        facts = self.facts
        households, persons = facts["dibao_households"], facts["dibao_persons"]
        sizes = {size: round(households * share) for size, share in _LARGE.items()}
        left = households - sum(sizes.values())
        more = persons - sum(size * count for size, count in sizes.items())
        sizes |= {2: more - left, 1: 2 * left - more}
        by_size: dict[int, list[list[int]]] = {size: [] for size in sizes}
        for home in sorted(self._family_homes(), key=self._ease):
            if len(home) in by_size and len(by_size[len(home)]) < sizes[len(home)]:
                by_size[len(home)].append(home)
        self._balance(by_size)
        granted = [home for size in sorted(by_size, reverse=True) for home in by_size[size]]
        rural = [home for home in granted if not self._is_urban(home[0])]
        better = self._first_classes(rural)
        for home in granted:
            self._grant(home, is_better=home[0] in better)
        self._record_former(households // 5)

    def _balance(self, by_size: dict[int, list[list[int]]]) -> None:
        """Exchange single people of villages for townspeople until the share can be met exactly."""
        share = self.facts.share("dibao_class12_share") * 100
        taken = {home[0] for home in by_size[1]}
        spare = [
            home for home in self._family_homes()
            if len(home) == 1 and home[0] not in taken and self._is_urban(home[0])
        ]  # fmt: skip
        while share and spare:
            rural = sum(
                len(home) for homes in by_size.values() for home in homes
                if not self._is_urban(home[0])
            )  # fmt: skip
            if round(100 * round(rural * share / 100) / rural, 2) == share:
                return
            place = next(n for n, home in enumerate(by_size[1]) if not self._is_urban(home[0]))
            by_size[1][place] = spare.pop()

    def _record_former(self, count: int) -> None:
        """Record households that were on 低保 and no longer are."""
        luck, past = self.luck, self.register.past
        homes = (h for h in self._family_homes() if self.dibao.isdisjoint(h) and len(h) < 5)
        for home in islice(homes, count):
            since = past.opening - 30 - int(luck.random() * 2400)
            until = past.opening + 30 + int(luck.random() * (past.on - past.opening - 60))
            kind = "urban" if self._is_urban(home[0]) else "rural"
            grade = "" if kind == "urban" else "1234"[int(luck.random() * 4)]
            for person in home:
                if self.folk.born[person] < since:
                    self.register.add(person, "dibao", since, kind=kind, grade=grade, until=until)

    def _ease(self, home: Sequence[int]) -> float:
        """Rank households: the old, the disabled and single parents come sooner."""
        folk = self.folk
        oldest = max(folk.age[p] for p in home)
        single_parent = len(home) > 1 and all(folk.spouse[p] == NOBODY for p in home)
        return self.luck.random() - (oldest >= 65) * 0.35 - single_parent * 0.3

    def _is_urban(self, person: int) -> bool:
        home = self.homes.homes[self.folk.home[person]]
        return self.homes.ground.villages[home.village].urban

    def _first_classes(self, rural: Sequence[Sequence[int]]) -> set[int]:
        """Choose households for classes 1 and 2 so that the persons' share is the stated one."""
        goal = round(sum(map(len, rural)) * self.facts.share("dibao_class12_share"))
        chosen: set[int] = set()
        for home in sorted(rural, key=lambda home: (len(home) == 1, self.luck.random())):
            if len(home) <= goal and (len(home) == 1 or self.luck.random() < 0.68):
                goal -= len(home)
                chosen.add(home[0])
        return chosen

    def _grant(self, home: Sequence[int], *, is_better: bool) -> None:
        luck = self.luck
        urban = self._is_urban(home[0])
        low, high = ("1", "2") if is_better else ("3", "4")
        grade = "" if urban else low if luck.random() < 0.35 else high
        start = self.register.some_day(max(home, key=lambda p: self.folk.age[p]), from_age=1)
        for person in home:
            self.dibao.add(person)
            since = max(start, self.folk.born[person] + 20)
            self.register.add(
                person,
                "dibao",
                min(since, self.register.past.on - 1),
                kind="urban" if urban else "rural",
                grade=grade,
            )

    def grant_edge(self) -> None:
        """Put further households on the edge of 低保 or under watch against falling back."""
        residents = self.facts["residents"]
        goals = {"edge": residents * 0.011, "relapse_monitored": residents * 0.006,
                 "rigid_expenditure": residents * 0.001}  # fmt: skip
        homes = (h for h in self._family_homes() if self.dibao.isdisjoint(h) and len(h) < 6)
        for code, goal in goals.items():
            for home in homes:
                lasts = 340 if code == "rigid_expenditure" else 1800
                start = self.register.past.on - 10 - int(self.luck.random() * lasts)
                for person in home:
                    self.edge.add(person)
                    self.register.add(person, code, max(start, self.folk.born[person] + 1))
                goal -= len(home)
                if goal <= 0:
                    break

    def certify_disabled(self) -> None:
        """Give a disability certificate to as many as the two subsidies reached.

        Each is either on 低保 or at its edge, or of grade 1 or 2; nobody is 特困.
        """
        folk, luck = self.folk, self.luck
        goal = self.facts["disability_subsidised"]
        poor = sorted((self.dibao | self.edge) - self.tekun)
        luck.shuffle(poor)
        rest = list(range(len(folk)))
        luck.shuffle(rest)
        for person in (*poor[: goal * 45 // 100], *rest):
            if len(self.disabled) == goal:
                return
            if folk.home[person] == NOBODY or folk.died[person] or person in self.tekun:
                continue
            if person in self.disabled or luck.random() > 0.15 + folk.age[person] / 90:
                continue
            is_poor = person in self.dibao or person in self.edge
            self._certify(person, (_ANY_GRADE if is_poor else _SEVERE).draw(luck))

    def _certify(self, person: int, grade: str) -> None:
        register = self.register
        since = register.some_day(person, from_age=min(self.folk.age[person], 3))
        self.disabled[person] = grade
        register.add(person, "disability", since, kind=_DISABILITY.draw(self.luck), grade=grade)
        if grade in "12" and self.folk.age[person] >= 60:
            register.add(
                person, "severe_disability", register.some_day(person, from_age=60, after=since)
            )

    def serve_hardship_elders(self, lodged: Iterable[int]) -> None:
        """Name the elders in hardship, served at home or lodged with help."""
        folk, luck, facts = self.folk, self.luck, self.facts
        goal = facts["hardship_elders_served"]
        poor = [
            p for p in sorted(self.dibao | self.edge)
            if folk.age[p] >= 60 and not folk.died[p]
        ]  # fmt: skip
        luck.shuffle(poor)
        chosen = poor[:goal]
        known = set(chosen) | self.tekun
        old = [
            p for p in range(len(folk))
            if folk.age[p] >= 66 and p not in known and folk.home[p] != NOBODY
            and not folk.died[p] and self.homes.homes[folk.home[p]].kind == FAMILY
        ]  # fmt: skip
        luck.shuffle(old)
        for person in (*chosen, *old[: goal - len(chosen)]):
            since = self.register.some_day(person, from_age=60)
            self.register.add(person, "hardship_elder", since)
            self.register.add(
                person, "government_purchased_service",
                self.register.some_day(person, from_age=60, after=since), kind="hardship",
            )  # fmt: skip
        for person in list(lodged)[: facts["hardship_elders_lodged"]]:
            self.register.add(person, "hardship_elder", self.register.some_day(person, from_age=60))


def split(people: Sequence[int], weights: Sequence[float]) -> list[list[int]]:
    """Split people over places by weight, keeping their order."""
    parts, start = [], 0
    for count in apportion(len(people), weights):
        parts.append(list(people[start : start + count]))
        start += count
    return parts
