"""What a service at the door is: its unit, minutes, standard of work, who may do it, who may pay.

A definition names no price: prices are what a provider offers in a county.
"""

from collections.abc import Collection
from dataclasses import dataclass

from anhuai.facilities.rules import Titled
from anhuai.kernel.confidence import Basis
from anhuai.services.rules.ordering_words import Payer


class CareGroup(Titled):
    """What kind of service it is."""

    AIDS = "aids", "日常助老", "Daily aids"
    CARE = "care", "生活照护", "Personal care"
    HEALTH = "health", "护理康复", "Nursing and rehabilitation"
    HOUSE = "house", "家政维修", "House and repair"
    COMPANY = "company", "陪伴关爱", "Company"


class CareUnit(Titled):
    """What is counted and priced."""

    TIME = "time", "次", "time"
    HOUR = "hour", "小时", "hour"
    MEAL = "meal", "份", "meal"


@dataclass(frozen=True, slots=True)
class WorkStep:
    """One step of the standard of work; a `must` step left out is looked at."""

    code: str
    title: str
    title_en: str
    must: bool = True


@dataclass(frozen=True, slots=True)
class CareExample:
    """Somebody's post and valid certificates, and whether they may deliver the service."""

    says: str
    posts: tuple[str, ...]
    certificates: tuple[str, ...]
    may: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Care:
    """A service that is ordered. `minutes` is what one unit takes.

    `posts` are the posts whose holders may deliver it, () anybody the provider employs;
    `certificates` any of which must be valid, () none. `licences` the provider must hold, all of
    them. `voucher` says whether a consumption voucher may pay; `hours` whether granted minutes may.
    """

    title: str
    title_en: str
    says: str
    says_en: str
    group: CareGroup
    unit: CareUnit
    minutes: int
    steps: tuple[WorkStep, ...]
    posts: tuple[str, ...] = ()
    certificates: tuple[str, ...] = ()
    licences: tuple[str, ...] = ()
    payers: tuple[Payer, ...]
    voucher: bool = True
    hours: bool = True
    basis: Basis
    examples: tuple[CareExample, ...]

    def may_deliver(self, posts: Collection[str], certificates: Collection[str]) -> bool:
        """Whether somebody in such posts, with such valid certificates, may deliver it."""
        if self.posts and not any(code in self.posts for code in posts):
            return False
        return not self.certificates or any(code in self.certificates for code in certificates)

    @property
    def must(self) -> frozenset[str]:
        """The steps that may not be left out."""
        return frozenset(step.code for step in self.steps if step.must)
