"""Unified social credit codes (GB 32100-2015) and the organisation codes inside (GB 11714)."""

import re
from dataclasses import dataclass
from typing import Final

from anhuai.kernel.text import normalise
from anhuai.kernel.unfit import Unfit

_CHARACTERS: Final = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_VALUES: Final = {character: value for value, character in enumerate(_CHARACTERS)}
_WEIGHTS: Final = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)
_ORGANISATION_WEIGHTS: Final = (3, 7, 9, 10, 5, 8, 4, 2)
_FORM = re.compile(rf"[{_CHARACTERS}]{{2}}[0-9]{{6}}[{_CHARACTERS}]{{10}}")


class BadCreditCode(Unfit):
    """A text that is no unified social credit code; codes: length, characters, checksum."""


@dataclass(frozen=True, slots=True)
class SocialCreditCode:
    """A unified social credit code that has passed its checks."""

    number: str
    """18 upper-case characters."""

    @property
    def kind(self) -> str:
        """Registering department and type, such as 12 (public institution) or 52."""
        return self.number[:2]

    @property
    def region(self) -> str:
        """The six-digit code of the registering authority's division."""
        return self.number[2:8]

    @property
    def organisation(self) -> str:
        """The nine-character organisation code."""
        return self.number[8:17]

    @property
    def organisation_segment_valid(self) -> bool:
        """Whether the organisation code also passes its own check (GB 11714).

        A warning, no refusal: GB 32100 is satisfied without it.
        """
        return organisation_check(self.organisation[:8]) == self.organisation[8]


def parse_social_credit_code(text: str) -> SocialCreditCode:
    """Return the code written in `text`; spaces, full-width and small letters are forgiven.

    Raises `BadCreditCode`.
    """
    number = "".join(normalise(text).split()).upper()
    if len(number) != 18:
        raise BadCreditCode(
            "length",
            f"统一社会信用代码应为 18 位，这里有 {len(number)} 位，"
            "请对照登记证书核对是否漏填或多填。",
            f"A unified social credit code has 18 characters, this one {len(number)}: "
            "check it against the certificate.",
        )
    if not _FORM.fullmatch(number):
        raise BadCreditCode(
            "characters",
            "统一社会信用代码只用数字和大写字母，不用 I、O、S、V、Z，第 3 至 8 位是数字；"
            "请核对是否把 0 写成 O、把 1 写成 I、把 5 写成 S、把 2 写成 Z。",
            "A unified social credit code uses digits and capitals without I, O, S, V, Z, and "
            "characters 3 to 8 are digits: check for O in place of 0, I of 1, S of 5, Z of 2.",
        )
    if credit_check(number[:17]) != number[17]:
        raise BadCreditCode(
            "checksum",
            "统一社会信用代码的校验码不符，至少有一位填错，请对照登记证书逐位核对。",
            "The check character does not match, so at least one character is wrong: "
            "compare each with the certificate.",
        )
    return SocialCreditCode(number)


def make_social_credit_code(kind: str, region: str, organisation: str) -> str:
    """Return the valid code of an invented organisation, valid in GB 11714 too.

    `kind` is two characters, `region` six digits, `organisation` eight characters.
    """
    body = f"{kind}{region}{organisation}{organisation_check(organisation)}"
    number = body + credit_check(body)
    if not _FORM.fullmatch(number) or len(region) != 6:
        raise ValueError("kind is two, region six, organisation eight characters of GB 32100")
    return number


def credit_check(body: str) -> str:
    """Return the eighteenth character for the first seventeen (GB 32100-2015)."""
    weighted = sum(w * _VALUES[c] for w, c in zip(_WEIGHTS, body, strict=True))
    return _CHARACTERS[-weighted % 31]


def organisation_check(body: str) -> str:
    """Return the ninth character for the first eight of an organisation code (GB 11714)."""
    weighted = sum(w * int(c, 36) for w, c in zip(_ORGANISATION_WEIGHTS, body, strict=True))
    return "0123456789X"[-weighted % 11]
