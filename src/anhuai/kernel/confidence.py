"""How well a fact is known, and the document it rests on; travels with every decided fact."""

import datetime
from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Confidence(StrEnum):
    """How well a fact is known (standards/00)."""

    A = "A"
    """The primary text was read: encode it as a rule and cite the article."""
    B = "B"
    """Seen in a secondary source: encode it, unverified until the primary text is checked."""
    C = "C"
    """General knowledge, text not found: a setting only, shown as unverified."""
    D = "D"
    """Sources conflict or are silent: a switch only, never hard-coded."""

    @property
    def is_verified(self) -> bool:
        """Whether the primary text was read."""
        return self is Confidence.A

    @property
    def is_setting(self) -> bool:
        """Whether the fact may only be a setting that a county changes."""
        return self in {Confidence.C, Confidence.D}

    @property
    def label(self) -> str:
        """The mark's name on a page, in Chinese."""
        return _LABELS[self][0]

    @property
    def label_en(self) -> str:
        """The mark's name on a page, in English."""
        return _LABELS[self][1]


_LABELS: Final = {
    Confidence.A: ("已核原文", "Primary text read"),
    Confidence.B: ("转引", "Second-hand"),
    Confidence.C: ("未核实", "Unverified"),
    Confidence.D: ("未核实", "Unverified"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Basis:
    """The document, article and date a fact rests on, and how well it is known."""

    document: str
    """Its name without book-title marks, in Chinese; empty for general knowledge only."""
    article: str = ""
    date: datetime.date | None = None
    """The day of the document, or of the version that was read."""
    confidence: Confidence
    note: str = ""

    def __post_init__(self) -> None:
        if not self.document and not self.confidence.is_setting:
            raise ValueError("a fact of confidence A or B names its document")

    @property
    def is_verified(self) -> bool:
        """Whether the primary text was read."""
        return self.confidence.is_verified

    @property
    def citation(self) -> str:
        """The document in book-title marks with the article, empty where there is none."""
        return f"《{self.document}》{self.article}" if self.document else ""
