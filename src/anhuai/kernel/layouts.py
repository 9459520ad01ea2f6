"""Layouts of other systems' sheets: which columns, which codes, how well known, what we hold."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from anhuai.kernel.confidence import Basis


class Held(StrEnum):
    """What this system does with a column."""

    BOTH = "both"
    """Written from our records, and taken in through the room's action."""
    OUT = "out"
    """Written from our records; a figure of ours is not changed by a sheet."""
    NONE = "none"
    """No record of ours holds it: written empty, not taken in."""


class Kind(StrEnum):
    """What stands in a column."""

    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    CODE = "code"
    FLAG = "flag"


@dataclass(frozen=True, slots=True)
class LayoutField:
    """One column: our code for it, its head, and the words of the source."""

    code: str
    head: str
    source: str
    kind: Kind = Kind.TEXT
    held: Held = Held.NONE
    codes: Mapping[str, str] = field(default_factory=dict)
    required: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """A sheet of another system; the basis says how well its columns are known."""

    title: str
    title_en: str
    says: str
    says_en: str
    basis: Basis
    fields: tuple[LayoutField, ...]

    @property
    def heads(self) -> tuple[str, ...]:
        """The heads in order."""
        return tuple(one.head for one in self.fields)

    def row(self, facts: Mapping[str, str]) -> list[str]:
        """Return a row of cells in order; what is not given is empty."""
        strange = set(facts) - {one.code for one in self.fields if one.held is not Held.NONE}
        if strange:
            raise KeyError(f"not held: {sorted(strange)}")
        return [facts.get(one.code, "") for one in self.fields]
