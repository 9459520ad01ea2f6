"""Text as people meant it, whatever Word, WeChat or a scanner put between the letters."""

import re
import unicodedata
from functools import lru_cache
from typing import Final

from anhuai.kernel.unfit import Unfit

LONGEST_NAME: Final = 50

# Selectors choose a glyph and show nothing themselves; two spellings of one name must be equal.
_VARIATION_SELECTORS = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef]")
_DOTS: Final = str.maketrans(dict.fromkeys("•‧・∙⋅", "·"))
_APOSTROPHES: Final = str.maketrans(dict.fromkeys("‘’ʼ", "'"))
_HAN: Final = "\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af"
_LATIN: Final = r"A-Za-zÀ-ÖØ-öø-ɏḀ-ỿ"
_HAN_ONLY = re.compile(f"[{_HAN}]+")
_HAN_NAME = re.compile(f"[{_HAN}]+(?:·[{_HAN}]+)*")
_LATIN_NAME = re.compile(rf"[{_LATIN}]+(?:(?:[-' ]|\. ?)[{_LATIN}]+)*\.?")
_SPACE_BESIDE_HAN = re.compile(f"(?<=[{_HAN}·]) | (?=[{_HAN}·])")


# Marks, embeddings, overrides and isolates: they turn the reading order and show nothing.
_TURNING = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")


class TurnedText(Unfit):
    """A text that holds characters which turn its reading order; code: turned."""


class BadName(Unfit):
    """A text that is no person's name; codes: empty, length, control, digits, characters."""


@lru_cache(maxsize=2048)  # the cells of a workbook say the same few words again and again
def normalise(text: str) -> str:
    """Return `text` in NFKC, without invisible characters, inner whitespace one space, ends bare.

    Doing it twice changes nothing more.
    """
    if not text.isprintable():  # printable texts hold none of them: nearly every cell of a workbook
        text = "".join(c for c in text if c.isspace() or not _is_invisible(c))
    if not text.isascii():
        text = unicodedata.normalize("NFKC", _VARIATION_SELECTORS.sub("", text))
    return text if _is_bare(text) else " ".join(text.split())


def _is_bare(text: str) -> bool:
    return " " not in text and text.isprintable()


def refuse_turned(text: str) -> str:
    """Return a text as it is, or raise `TurnedText`: what is shown must be what is kept.

    A right-to-left override makes 甲乙 read 乙甲 on the screen and hides where a file's name ends.
    """
    if _TURNING.search(text):
        raise TurnedText(
            "turned",
            "文字中有改变书写方向的隐藏字符，显示的和保存的会不一样；请删去后手工重新输入。",
            "The text holds hidden characters that turn its direction, so that it reads otherwise "
            "than it is kept: delete it and type it again.",
        )
    return text


def parse_person_name(text: str) -> str:
    """Return the name as the register keeps it, or raise `BadName`.

    Chinese names lose the spaces clerks pad them with; the dot of minority names becomes `·`.
    """
    if any(unicodedata.category(c) == "Cc" for c in text.strip()):
        raise BadName(
            "control",
            "姓名中有换行或看不见的控制字符，请删去后重新填写，一格只填一个人。",
            "The name holds a line break or control character: retype it, one person a cell.",
        )
    name = normalise(text).translate(_DOTS).translate(_APOSTROPHES)
    name = _SPACE_BESIDE_HAN.sub("", name)
    if not (_HAN_NAME.fullmatch(name) or _LATIN_NAME.fullmatch(name)):
        raise _fault(name)
    if len(name) > LONGEST_NAME:
        raise BadName(
            "length",
            f"姓名最多 {LONGEST_NAME} 个字，这里有 {len(name)} 个，请核对是否多填了内容。",
            f"A name has at most {LONGEST_NAME} characters, this one {len(name)}: "
            "check that nothing else was pasted in.",
        )
    return name


def is_person_name(text: str) -> bool:
    """Whether `text` can be a person's name: Chinese, with a middle dot, or in Latin letters."""
    try:
        parse_person_name(text)
    except BadName:
        return False
    return True


def is_han(text: str) -> bool:
    """Whether `text` is Chinese characters and nothing else."""
    return _HAN_ONLY.fullmatch(text) is not None


def _is_invisible(character: str) -> bool:
    return unicodedata.category(character) in {"Cc", "Cf", "Cs"}


def _fault(name: str) -> BadName:
    if not name:
        return BadName("empty", "请填写姓名。", "Enter the name.")
    if any(c.isnumeric() and not is_han(c) for c in name):
        return BadName(
            "digits",
            "姓名中不能有数字，请只填写姓名。",
            "A name has no digits: enter the name only.",
        )
    return BadName(
        "characters",
        "姓名只能用汉字（少数民族姓名可用间隔号“·”）或拉丁字母，请删去表情等其他符号。",
        "A name is written in Chinese characters (a middle dot is allowed) or Latin letters: "
        "remove emoji and other signs.",
    )
