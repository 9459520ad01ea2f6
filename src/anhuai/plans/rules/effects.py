"""What a finished project adds to indicators: facts of a project, and definitions over them."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

_NUMBER: Final = r"(\d+(?:\.\d+)?)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Works:
    """A project as its plan writes it."""

    name: str = ""
    category: str = ""
    kind: str = ""  # 新建 改扩建 …
    content: str = ""
    beds: int | None = None
    floor_area: Decimal | None = None

    @property
    def said(self) -> str:
        """Everything the plan says of it."""
        return f"{self.category}；{self.name}；{self.content}"

    @property
    def is_new(self) -> bool:
        """Whether it adds something, not only renews what is there."""
        return re.search("新建|扩建|改扩建|新增|增设", f"{self.kind}{self.content}") is not None

    def number(self, *patterns: str) -> Decimal | None:
        """Return the first number the text gives in one of some patterns; N stands for it."""
        for pattern in patterns:
            match = re.search(pattern.replace("N", _NUMBER), self.said)
            if match:
                return Decimal(match[1])
        return None

    def is_about(self, pattern: str) -> bool:
        """Say whether its name, category or content says so."""
        return re.search(pattern, self.said) is not None


@dataclass(frozen=True, slots=True)
class Addition:
    """What is added to an indicator's numerator and denominator."""

    numerator: Decimal
    denominator: Decimal = Decimal(0)


Additions = Mapping[str, Addition]


@dataclass(frozen=True, slots=True)
class Case:
    """A project and what it must add."""

    works: Works
    adds: Additions


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """What a project of a kind adds when done: by indicator, nothing for projects of others."""

    title: str
    title_en: str
    says: str
    says_en: str
    adds: Callable[[Works], Additions]
    examples: Sequence[Case]


def after(
    addition: Addition,
    *,
    value: Decimal,
    numerator: Decimal | None,
    denominator: Decimal | None,
) -> Decimal | None:
    """Return what a figure comes to with an addition, its scale (per cent, per thousand) kept.

    None where a share of nothing has no scale to keep. A share is not carried above its whole.
    """
    if denominator is None:
        return value + addition.numerator
    if not numerator or not denominator:
        return None
    scale = value * denominator / numerator
    top, bottom = numerator + addition.numerator, denominator + addition.denominator
    grown = scale * top / bottom
    is_share = numerator <= denominator and scale in (1, 100)
    return min(grown, scale) if is_share else grown
