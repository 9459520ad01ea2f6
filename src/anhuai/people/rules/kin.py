"""Kinds of kinship and guardianship, and what makes a link impossible or doubtful."""

from datetime import date
from enum import StrEnum
from typing import Final

from anhuai.kernel.months import age_on
from anhuai.kernel.unfit import Unfit
from anhuai.people.rules.circumstances import Finding

ADULT: Final = 18
"""未成年人 are under 18 (standards/08; 未成年人保护法)."""
PARENT_GAP: Final = 10
"""A smaller gap between parent and child is doubted, not refused: adoption knows no gap here."""


class Relation(StrEnum):
    """`person` is this of `relative`."""

    PARENT = "parent_of"
    SPOUSE = "spouse_of"
    GUARDIAN = "guardian_of"
    SUPPORTER = "supporter_of"

    @property
    def label(self) -> str:
        """The relation's name in Chinese."""
        return _RELATIONS[self][0]

    @property
    def label_en(self) -> str:
        """The relation's name in English."""
        return _RELATIONS[self][1]

    @property
    def reverse_label(self) -> str:
        """What the relative is of the person, in Chinese."""
        return _RELATIONS[self][2]

    @property
    def reverse_label_en(self) -> str:
        """What the relative is of the person, in English."""
        return _RELATIONS[self][3]


_RELATIONS = {
    Relation.PARENT: ("父母", "Parent", "子女", "Child"),
    Relation.SPOUSE: ("配偶", "Spouse", "配偶", "Spouse"),
    Relation.GUARDIAN: ("监护人", "Guardian", "被监护人", "Ward"),
    Relation.SUPPORTER: ("赡养人", "Supporter", "被赡养人", "Supported elder"),
}


class Guardianship(StrEnum):
    """How somebody came to look after a ward.

    Entrusted care (未成年人保护法 art. 22–23, A) makes a carer, not a guardian: parents remain so.
    """

    STATUTORY = "statutory"
    APPOINTED = "appointed"
    TEMPORARY = "temporary"
    LONG_TERM = "long_term"
    ENTRUSTED = "entrusted"

    @property
    def label(self) -> str:
        """The kind's name in Chinese."""
        return _GUARDIANSHIPS[self][0]

    @property
    def label_en(self) -> str:
        """The kind's name in English."""
        return _GUARDIANSHIPS[self][1]


_GUARDIANSHIPS = {
    Guardianship.STATUTORY: ("法定监护", "Statutory"),
    Guardianship.APPOINTED: ("指定监护", "Appointed"),
    Guardianship.TEMPORARY: ("临时监护", "Temporary"),
    Guardianship.LONG_TERM: ("长期监护", "Long-term"),
    Guardianship.ENTRUSTED: ("委托照护", "Entrusted care"),
}


class BadKinship(Unfit):
    """A link that cannot be.

    Codes: self, younger_parent, minor_guardian, kind, two_spouses, exists, dead.
    """


def judge_link(
    relation: Relation, *, person_born: date, relative_born: date, kind: str, on: date
) -> list[Finding]:
    """Return the doubts about a link; raises `BadKinship` where it cannot be."""
    if relation is Relation.PARENT:
        return _judge_parent(person_born, relative_born)
    if relation is Relation.GUARDIAN:
        _judge_guardian(person_born, kind, on)
    elif kind:
        raise BadKinship(
            "kind", "只有监护关系才填监护方式。", "Only guardianship has a kind.", field="kind"
        )
    return []


def _judge_parent(parent: date, child: date) -> list[Finding]:
    if parent >= child:
        raise BadKinship(
            "younger_parent",
            "父母的出生日期应早于子女，请核对是否选反了。",
            "A parent is born before the child: check that the two are not exchanged.",
        )
    if age_on(parent, child) < PARENT_GAP:
        return [
            Finding(
                "small_gap",
                f"父母与子女相差不足 {PARENT_GAP} 岁，请核对两人的出生日期。",
                f"Parent and child are less than {PARENT_GAP} years apart: check both dates.",
            )
        ]
    return []


def _judge_guardian(guardian: date, kind: str, on: date) -> None:
    if kind not in set(Guardianship):
        raise BadKinship(
            "kind", "请选择监护方式。", "Choose the kind of guardianship.", field="kind"
        )
    if age_on(guardian, on) < ADULT:
        raise BadKinship(
            "minor_guardian",
            "监护人和被委托人应为年满 18 周岁的成年人。",
            "A guardian or entrusted carer is an adult of 18 or over.",
        )
