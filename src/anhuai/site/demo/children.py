"""Circumstances of children: the published ledgers, and those that follow from the households."""

from random import Random
from typing import Final

from anhuai.site.demo.chance import Lot
from anhuai.site.demo.circumstances import Register
from anhuai.site.demo.facts import Facts
from anhuai.site.demo.folk import NOBODY, Folk, State
from anhuai.site.demo.hardship import Hardship
from anhuai.site.demo.lives import Past
from anhuai.site.demo.wards import Wards

_RISK: Final = Lot({"green": 52, "blue": 30, "yellow": 15, "red": 3})


class Children:
    """Writes the children's ledgers."""

    def __init__(self, folk: Folk, register: Register, past: Past, luck: Random) -> None:
        self.folk = folk
        self.register = register
        self.past = past
        self.luck = luck

    def record(self, wards: Wards, hardship: Hardship, facts: Facts) -> None:
        """Record every ledger; the wards without parents are among those in difficulty."""
        register = self.register
        for child in wards.left_behind:
            since = min(max(self._some_day(child), 1), self.past.on - 13)
            register.add(child, "left_behind_child", since, kind="both_out")
        for child in wards.orphans:
            register.add(child, "orphan", self._some_day(child), kind="scattered")
        for child in wards.unattended:
            register.add(child, "de_facto_unattended_child", self._some_day(child))
        self._record_difficulty(wards, hardship, facts["children_in_difficulty"])
        self._record_migrants()

    def _some_day(self, child: int) -> int:
        return self.register.some_day(child, from_age=0)

    def _record_difficulty(self, wards: Wards, hardship: Hardship, goal: int) -> None:
        folk, luck = self.folk, self.luck
        minors = [
            p for p in range(len(folk))
            if folk.age[p] < 18 and folk.state[p] is State.RESIDENT
        ]  # fmt: skip
        first = [*wards.orphans, *wards.unattended]
        known = {*first, *wards.left_behind}
        ill = [p for p in minors if p in hardship.disabled and p not in known]
        poor = [p for p in minors if p in hardship.dibao and p not in known]
        near = [p for p in minors if p in hardship.edge and p not in known]
        for pool in (ill, poor, near):
            luck.shuffle(pool)
        chosen = {
            **dict.fromkeys(first, "guardianship"),
            **dict.fromkeys(ill, "own_illness"),
        }
        for person in (*poor, *near):
            chosen.setdefault(person, "poverty")
        for person, kind in list(chosen.items())[:goal]:
            self.register.add(
                person,
                "child_in_difficulty",
                self._some_day(person),
                kind=kind,
                grade=_RISK.draw(luck),
            )
        rest = [p for p in minors if p not in chosen and p not in known and folk.age[p] >= 4]
        self.register.former(rest[: goal // 12], "child_in_difficulty", from_age=1, kind="poverty")
        luck.shuffle(rest)
        self.register.former(
            rest[: len(wards.left_behind) // 6], "left_behind_child", from_age=1, kind="both_out"
        )

    def _record_migrants(self) -> None:
        """Record 流动儿童: came from another county and are registered there still."""
        folk, past = self.folk, self.past
        for child, day in past.came.items():
            elsewhere = past.registered_at.get(child, "")
            if len(elsewhere) == 6 and folk.age[child] < 16 and day < past.on - 185:
                self.register.add(child, "migrant_child", max(day + 183, folk.born[child] + 1))


def guardian_kind(folk: Folk, child: int) -> str:
    """Return how the guardian came to look after the child (people.rules.kin)."""
    if folk.mother[child] != NOBODY and folk.state[folk.mother[child]] is State.ABSENT:
        return "entrusted"
    return "statutory"
