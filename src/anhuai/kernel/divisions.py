"""Administrative division codes: 2, 4, 6, 9 or 12 digits for province to village.

A code carries its whole ancestry, so a subtree is a prefix and, in a database, a range of codes
(GB/T 2260, GB/T 10114 and the statistical code; standards/07 §3, confidence C). The empty code
`NATION` is the root above the provinces.
"""

from enum import IntEnum, StrEnum
from typing import Final

from anhuai.kernel.text import normalise
from anhuai.kernel.unfit import Unfit

NATION: Final = ""


class Level(IntEnum):
    """A level of the divisions; its value is the length of the codes."""

    PROVINCE = 2
    PREFECTURE = 4
    COUNTY = 6
    TOWN = 9
    VILLAGE = 12

    @property
    def title(self) -> str:
        """The level's name in Chinese."""
        return _LEVEL_TITLES[self][0]

    @property
    def title_en(self) -> str:
        """The level's name in English."""
        return _LEVEL_TITLES[self][1]


_LEVEL_TITLES: Final = {
    Level.PROVINCE: ("省级", "Province"),
    Level.PREFECTURE: ("地级", "Prefecture"),
    Level.COUNTY: ("县级", "County"),
    Level.TOWN: ("乡级", "Town"),
    Level.VILLAGE: ("村级", "Village"),
}


class TownKind(StrEnum):
    """What a town-level unit is, as its code says (GB/T 10114, confidence C)."""

    STREET = "street"
    TOWN = "town"
    TOWNSHIP = "township"
    SPECIAL = "special"
    """Farms, development zones and other units managed like a town."""


class BadDivision(Unfit):
    """A text that is no division code; codes: length, characters, empty."""


def parse_division(text: str) -> str:
    """Return the shortest form of the code in `text`: 620723000000 and 620723 are one county.

    Raises `BadDivision`. Whether such a division exists is for the register to say.
    """
    code = "".join(normalise(text).split())
    if not (code.isascii() and code.isdigit()):
        raise BadDivision(
            "characters",
            "区划代码只能是数字，请填写 2、4、6、9 或 12 位数字代码。",
            "A division code has digits only: enter 2, 4, 6, 9 or 12 of them.",
        )
    level_of(code)
    shortest = _unpadded(code)
    if not shortest:
        raise BadDivision(
            "empty",
            "区划代码不能全是 0，请填写所在地的代码。",
            "A division code is not all zeros: enter the code of the place.",
        )
    return shortest


def level_of(code: str) -> Level:
    """Return the level of a code in its shortest form."""
    try:
        return Level(len(code))
    except ValueError:
        raise BadDivision(
            "length",
            f"区划代码应为 2、4、6、9 或 12 位，这里有 {len(code)} 位，"
            "请核对是否漏填，或开头的数字被表格软件改动。",
            f"A division code has 2, 4, 6, 9 or 12 digits, this one {len(code)}: "
            "check that none is missing.",
        ) from None


def parent_of(code: str) -> str:
    """Return the code one level up; `NATION` for a province.

    A town of a city without counties (441900003) belongs to the city itself (4419).
    """
    level = level_of(code)
    above = max((upper for upper in Level if upper < level), default=0)
    return _unpadded(code[:above])


def is_within(code: str, root: str) -> bool:
    """Whether the division `code` is `root` or lies in it; everything lies in `NATION`."""
    return code.startswith(root)


def subtree(root: str) -> tuple[str, str | None]:
    """Return the half-open range [low, high) of the codes in `root`; `high` None means no bound.

    Both ends are digits of one length, so every database collation orders them alike.
    """
    stem = root.rstrip("9")
    if not stem:
        return root, None
    return root, f"{stem[:-1]}{int(stem[-1]) + 1}".ljust(len(root), "0")


def town_kind(code: str) -> TownKind:
    """Return what the town of a town or village code is (GB/T 10114, confidence C)."""
    number = _segment(code, Level.COUNTY, Level.TOWN)
    if 1 <= number <= 99:
        return TownKind.STREET
    if 100 <= number <= 199:
        return TownKind.TOWN
    if 200 <= number <= 399:
        return TownKind.TOWNSHIP
    return TownKind.SPECIAL


def is_urban_committee(code: str) -> bool | None:
    """Whether a village code is a neighbourhood committee's; None where the code does not tell.

    001–199 are neighbourhood, 200–399 village committees (statistical code, confidence C).
    """
    number = _segment(code, Level.TOWN, Level.VILLAGE)
    if 1 <= number <= 199:
        return True
    return False if 200 <= number <= 399 else None


def _segment(code: str, start: Level, end: Level) -> int:
    if level_of(code) < end:
        raise ValueError(f"a code of at least {end} digits is needed, not {len(code)}")
    return int(code[start:end])


def _unpadded(code: str) -> str:
    """Strip whole segments of zeros from the end."""
    for level in sorted(Level, reverse=True):
        above = max((upper for upper in Level if upper < level), default=0)
        if len(code) == level and not code[above:].strip("0"):
            code = code[:above]
    return code
