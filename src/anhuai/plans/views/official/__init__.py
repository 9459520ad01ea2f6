"""Official documents that leave the office: one description, set in Word and in PDF.

The layout is that of Chinese government papers (GB/T 9704—2012): A4, 37 mm above and 28 mm left,
a text area of 156 × 225 mm, the title in two-size small-song, headings 一、 in black letters and
（一） in regular script, the text in size three imitation song.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of level 1 (一、) or 2 (（一）), its number in its text."""

    text: str
    level: int = 1


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph, indented by two characters unless plain; `blank` leaves a line to fill in."""

    text: str
    plain: bool = False
    blank: bool = False


@dataclass(frozen=True, slots=True)
class Grid:
    """A table with its heads, rows and the share of the width each column takes."""

    heads: Sequence[str]
    rows: Sequence[Sequence[str]]
    widths: Sequence[int]
    title: str = ""


@dataclass(frozen=True, slots=True)
class Bars:
    """A bar chart: a name and a share from 0 to 100 each, with its words."""

    title: str
    rows: Sequence[tuple[str, float, str]]


Block = Heading | Text | Grid | Bars


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """A document: red head, number, title, to whom, the blocks, who signs on which day."""

    head: str
    number: str
    title: str
    to: str
    blocks: Sequence[Block]
    sign: str
    on: date
    note: str = ""

    @property
    def day(self) -> str:
        """Return the day as papers write it: 2026年3月8日."""
        return f"{self.on.year}年{self.on.month}月{self.on.day}日"
