"""Citizen ID numbers (GB 11643) and how personal data is shown masked."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from enum import IntEnum
from operator import mul
from typing import Final

from anhuai.kernel.text import is_han, normalise
from anhuai.kernel.unfit import Unfit

_WEIGHTS: Final = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK_CHARACTERS: Final = "10X98765432"
# Bytes of ASCII digits are 48 too big each; summing them unconverted halves the time of an import.
_ASCII_EXCESS: Final = ord("0") * sum(_WEIGHTS)

_COMPOUND_SURNAME = re.compile(
    "欧阳|司马|上官|诸葛|夏侯|东方|皇甫|尉迟|公孙|慕容|令狐|宇文|长孙|司徒|司空|轩辕|端木|独孤|"
    "南宫|西门|东郭|百里|呼延|闻人|澹台|公冶|宗政|濮阳|淳于|单于|太叔|申屠|仲孙|钟离|鲜于|闾丘|"
    "亓官|司寇|子车|颛孙|巫马|公西|漆雕|乐正|壤驷|公良|拓跋|夹谷|宰父|谷梁|段干|东野|左丘|第五"
)


class Sex(IntEnum):
    """Sex, by the codes of GB/T 2261.1."""

    UNKNOWN = 0
    MALE = 1
    FEMALE = 2
    UNSTATED = 9


class BadIdentity(Unfit):
    """A text that is no citizen ID number; codes: length, characters, checksum, date, future."""


@dataclass(frozen=True, slots=True)
class CitizenId:
    """A citizen ID number that has passed every check; equal whichever card it was read from."""

    number: str
    """18 characters, the last an upper-case X or a digit."""
    born: date
    is_legacy: bool = field(default=False, compare=False)
    """Whether it was given in the 15-digit form of the first-generation card."""

    @property
    def region(self) -> str:
        """The county code where the number was issued; possibly abolished since."""
        return self.number[:6]

    @property
    def sex(self) -> Sex:
        """Sex as coded in the sequence: odd male, even female."""
        return Sex.MALE if int(self.number[16]) % 2 else Sex.FEMALE


def parse_citizen_id(text: str, *, on: date) -> CitizenId:
    """Return the number written in `text`, of a person born on or before `on`.

    Spaces, full-width digits and a small x are forgiven; a 15-digit number becomes its 18.
    Raises `BadIdentity`. The region is not looked up: numbers of abolished counties stay valid.
    """
    number = _compact(text)
    is_legacy = len(number) == 15
    if is_legacy:
        _require_digits(number)
        # The old form has two digits of the year: its holders were born in 19xx, or so long before
        # that none still lives.
        body = f"{number[:6]}19{number[6:]}"
        number = body + check_character(body)
    else:
        _require_checked(number)
    born = _birth_date(number)
    if born > on:
        raise BadIdentity(
            "future",
            f"身份证号中的出生日期 {born} 晚于 {on}，请对照证件核对第 7 至 14 位。",
            f"The date of birth {born} in the ID number is after {on}: check digits 7 to 14.",
        )
    return CitizenId(number, born, is_legacy)


def make_citizen_id(region: str, born: date, sequence: int) -> str:
    """Return the valid number of an invented person; `sequence` 0–999, odd for a male.

    The demo and the tests use region 990000, which does not exist.
    """
    if not re.fullmatch(r"[0-9]{6}", region) or not 0 <= sequence <= 999:
        raise ValueError("region is six digits, sequence 0 to 999")
    body = f"{region}{born:%Y%m%d}{sequence:03d}"
    return body + check_character(body)


def check_character(body: str) -> str:
    """Return the eighteenth character for the first seventeen digits (GB 11643)."""
    weighted = sum(map(mul, _WEIGHTS, body.encode("ascii")))
    return _CHECK_CHARACTERS[(weighted - _ASCII_EXCESS) % 11]


def mask_citizen_id(number: str) -> str:
    """Return the number with its first three and last four characters left, the rest `*`."""
    return _mask(number, head=3, tail=4)


def mask_phone(number: str) -> str:
    """Return a mobile number as 138****0000; a shorter number keeps its last four digits only."""
    return _mask(number, head=3 if len(number) >= 11 else 0, tail=4)


def mask_name(name: str) -> str:
    """Return the family name and, of a longer Chinese name, the last character: 王*, 王*英.

    Names with a middle dot and Latin names keep their first letter and their shape.
    """
    if not is_han(name):
        return name[:1] + re.sub(r"\w", "*", name[1:])
    family = 2 if len(name) > 2 and _COMPOUND_SURNAME.match(name) else 1
    last = 1 if len(name) - family > 1 else 0
    return _mask(name, head=family, tail=last)


def _mask(text: str, *, head: int, tail: int) -> str:
    """Star all but both ends; a text too short to hide anything is starred whole."""
    hidden = len(text) - head - tail
    if hidden <= 0:
        return "*" * len(text)
    return text[:head] + "*" * hidden + text[len(text) - tail :]


def _compact(text: str) -> str:
    if not (text.isascii() and text.isalnum()):
        text = "".join(normalise(text).split())
    return text.upper()


def _require_checked(number: str) -> None:
    if len(number) != 18:
        raise BadIdentity(
            "length",
            f"身份证号应为 18 位（旧证 15 位），这里有 {len(number)} 位，"
            "请对照证件核对是否漏填或多填。",
            f"An ID number has 18 characters (15 on old cards), this one {len(number)}: "
            "check it against the card.",
        )
    _require_digits(number[:17], last=number[17])
    if check_character(number[:17]) != number[17]:
        raise BadIdentity(
            "checksum",
            "身份证号的校验码不符，至少有一位填错，请对照证件逐位核对。",
            "The check character does not match, so at least one digit is wrong: "
            "compare each with the card.",
        )


def _require_digits(digits: str, *, last: str = "0") -> None:
    if digits.isascii() and digits.isdigit() and last in _CHECK_CHARACTERS:
        return
    place = _first_bad(digits, default=len(digits) + 1)
    raise BadIdentity(
        "characters",
        f"身份证号第 {place} 位不对：只能用数字，最后一位可以是 X，请改正。",
        f"Character {place} of the ID number is wrong: use digits only, the last may be X.",
    )


def _first_bad(digits: Iterable[str], *, default: int) -> int:
    bad = (place for place, c in enumerate(digits, 1) if c not in "0123456789")
    return next(bad, default)


def _birth_date(number: str) -> date:
    try:
        return date.fromisoformat(number[6:14])
    except ValueError:
        raise BadIdentity(
            "date",
            "身份证号第 7 至 14 位不是真实存在的日期，请对照证件核对出生年月日。",
            "Digits 7 to 14 of the ID number are not a real date: check the date of birth.",
        ) from None
