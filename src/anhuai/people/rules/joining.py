"""Joining two files into one: which facts must be chosen between, and what stands in the way."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from enum import StrEnum
from typing import Final

from anhuai.people.rules.facts import PersonFacts

KEPT, GONE = "kept", "gone"
FACTS: Final = tuple(one.name for one in fields(PersonFacts))
HOME: Final = "home"
TITLES: Final = {
    "name": ("姓名", "Name"), "sex": ("性别", "Sex"), "born": ("出生日期", "Date of birth"),
    "identity": ("证件号码", "ID number"), "phone": ("电话", "Phone"),
    "ethnicity": ("民族", "Ethnicity"), "marital": ("婚姻状况", "Marital status"),
    "education": ("文化程度", "Education"), "hukou": ("户籍地", "Place of registration"),
    "hukou_kind": ("户口性质", "Kind of registration"), HOME: ("所在的户", "Household"),
}  # fmt: skip


class State(StrEnum):
    """How far a change has come."""

    PROPOSED = "proposed"
    DONE = "done"
    UNDONE = "undone"
    WITHDRAWN = "withdrawn"

    @property
    def label(self) -> str:
        """The state's name in Chinese."""
        return _STATES[self][0]

    @property
    def label_en(self) -> str:
        """The state's name in English."""
        return _STATES[self][1]


_STATES = {
    State.PROPOSED: ("待另一人确认", "Awaiting a second officer"),
    State.DONE: ("已生效", "In effect"),
    State.UNDONE: ("已撤销", "Undone"),
    State.WITHDRAWN: ("已撤回", "Withdrawn"),
}


@dataclass(frozen=True, slots=True)
class Choice:
    """A fact the two files state differently."""

    name: str
    kept: str
    gone: str


def differing(kept: PersonFacts, gone: PersonFacts) -> list[Choice]:
    """Return the facts both files state, and state differently."""
    pairs = [(name, str(getattr(kept, name)), str(getattr(gone, name))) for name in FACTS]
    return [Choice(name, a, b) for name, a, b in pairs if a and b and a != b]


def joined(kept: PersonFacts, gone: PersonFacts, choices: Mapping[str, str]) -> PersonFacts:
    """Return the facts of the joined file: as chosen, else the kept file's, else the other's."""
    values = {}
    for name in FACTS:
        own, other = getattr(kept, name), getattr(gone, name)
        values[name] = other if other and (choices.get(name) == GONE or not own) else own
    return PersonFacts(**values)
