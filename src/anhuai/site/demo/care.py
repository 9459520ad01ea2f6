"""Whom to call for the old who live alone, and the consents given for children on the ledgers."""

from collections.abc import Iterator
from typing import Final

from anhuai.platform.sealing import blind_index, seal
from anhuai.site.demo.calendar import text
from anhuai.site.demo.folk import NOBODY, Folk
from anhuai.site.demo.loading import Batch, Row
from anhuai.site.demo.population import Population
from anhuai.site.demo.rows import BY, DATED, SOURCE, recorded

_LEDGERS: Final = (
    "left_behind_child", "orphan", "de_facto_unattended_child", "child_in_difficulty",
)  # fmt: skip
_CONSENT_AGE: Final = 14  # PIPL art. 31
_NOTICE: Final = "2026-1"


class Care:
    """Turns kinship into contacts and consents."""

    def __init__(self, population: Population) -> None:
        self._population = population
        self._past = population.past
        self._child_of = _first_children(population.folk)

    def batches(self) -> list[Batch]:
        """Return both tables."""
        return [
            Batch("people.Contact",
                  f"{DATED} person_id name relation phone_sealed phone_index order",
                  self._contacts()),
            Batch("people.Consent",
                  f"{DATED} person_id purpose given_by_id notice_version method",
                  self._consents()),
        ]  # fmt: skip

    def _row(self, key: int, since: int) -> Row:
        return (key, text(since), None, recorded(since, self._past), BY, None, SOURCE)

    def _contacts(self) -> Iterator[Row]:
        """Yield the nearest child of everybody who lives alone, with a number nobody has."""
        folk = self._population.folk
        alone = sorted(self._population.register.holders("living_alone"))
        for key, person in enumerate((p for p in alone if p in self._child_of), 1):
            child = self._child_of[person]
            phone = f"1009{child * 7919 % 10_000_000:07d}"
            told = "儿子" if folk.is_man(child) else "女儿"
            yield (*self._row(key, self._past.opening), person + 1, folk.name(child), told,
                   seal(phone), blind_index(phone, of="phone"), 1)  # fmt: skip

    def _consents(self) -> Iterator[Row]:
        """Yield what guardian or parent agreed to for every child under 14 on a ledger."""
        folk, on, key = self._population.folk, self._past.on, 0
        for child in sorted(self._population.register.holders(*_LEDGERS)):
            giver = next(
                (p for p in (folk.guardian[child], folk.mother[child], folk.father[child])
                 if p != NOBODY and folk.home[p] != NOBODY and not folk.died[p]),
                NOBODY,
            )  # fmt: skip
            if folk.age[child] >= _CONSENT_AGE or giver == NOBODY:
                continue
            key += 1
            since = max(self._past.opening, folk.born[child] + 20, on - 30 - child % 700)
            yield (*self._row(key, min(since, on - 5)), child + 1, "services", giver + 1, _NOTICE,
                   "paper")  # fmt: skip


def _first_children(folk: Folk) -> dict[int, int]:
    """Return a grown living child of everybody who has one."""
    found: dict[int, int] = {}
    for child in range(len(folk)):
        if folk.age[child] >= 18 and not folk.died[child]:
            for parent in (folk.father[child], folk.mother[child]):
                if parent != NOBODY:
                    found.setdefault(parent, child)
    return found
