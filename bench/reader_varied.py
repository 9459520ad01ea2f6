"""Annotated plans written in other ways: the same promises under other names, figures and signs.

Each variation rewrites the text and the strings of its annotation alike, so that the scoring rule
stays what it is. It asks whether the reader holds on to wording it was written with; it cannot
stand in for documents nobody here has seen.
"""

import re
from collections.abc import Callable, Mapping
from typing import Any, Final

Rewrite = Callable[[str], str]
_WORDS: Final = frozenset({
    "quote", "budget_quote", "years_quote", "title", "name", "issuer", "responsible_raw",
    "lead", "responsible", "title_full", "benchmark", "scope",
})  # fmt: skip
_PLACES: Final = (
    ("临泽", "青原"), ("张掖", "北宁"), ("甘肃", "云岭"), ("利通", "西和"), ("吴忠", "兴川"),
    ("宁夏回族", "北原"), ("四川", "东岭"), ("沙河", "清溪"), ("新华", "永康"), ("板桥", "石桥"),
    ("平川", "高湾"), ("鸭暖", "柳泉"), ("倪家营", "白杨"), ("蓼泉", "双泉"), ("古城", "南关"),
    ("上桥", "东桥"), ("金积", "银滩"), ("金银滩", "绿洲"), ("高闸", "新闸"), ("扁担沟", "长沟"),
)  # fmt: skip
_DIGITS: Final = "零一二三四五六七八九"


def _places(text: str) -> str:
    for old, new in _PLACES:
        text = text.replace(old, new)
    return text


def _wide(text: str) -> str:
    return re.sub(r"\d", lambda one: chr(ord(one[0]) + 0xFEE0), text)


def _half(text: str) -> str:
    return text.translate(str.maketrans("，；：（）", ",;:()"))


def _spaced(text: str) -> str:
    text = re.sub(r"(?<=[\u4e00-\u9fff])(?=\d)", " ", text)
    return re.sub(r"(?<=[\d%])(?=[\u4e00-\u9fff])", " ", text)


def _wrapped(text: str) -> str:
    """Break every long line as a page of 34 characters would."""
    lines = []
    for line in text.split("\n"):
        while len(line) > 44 and "\t" not in line:
            lines.append(line[:34])
            line = line[34:]
        lines.append(line)
    return "\n".join(lines)


def _apart(text: str) -> str:
    return re.sub(r"\n+", "\n\n", text)


def _listed(text: str) -> str:
    return re.sub(r"(?m)^(\s*)(\d{1,2})[.．](?=[^\d\s])", r"\1\2、", text)


def _chapters(text: str) -> str:
    """Number as five-year plans do: 第一章 for 一、 and 第一节 for （一）."""
    text = re.sub(r"(?m)^(\s*)([一二三四五六七八九十]+)、", r"\1第\2章 ", text)
    return re.sub(r"(?m)^(\s*)[（(]([一二三四五六七八九十]+)[）)]", r"\1第\2节 ", text)


def _chinese(number: int) -> str:
    if number == 100:
        return "百"
    tens, ones = divmod(number, 10)
    head = "" if not tens else ("" if tens == 1 else _DIGITS[tens]) + "十"
    return head + (_DIGITS[ones] if ones or not tens else "")


def _spelt(text: str) -> str:
    """Spell whole percentages: 55% is 百分之五十五."""
    return re.sub(
        r"(?<![\d.-])(\d{1,3})[%％](?![o\d-])",
        lambda one: f"百分之{_chinese(int(one[1]))}" if int(one[1]) <= 100 else one[0], text,
    )  # fmt: skip


def _moved(text: str) -> str:
    """Change every whole percentage from 2 to 99 to one less."""
    return re.sub(
        r"(?<![\d.-])(\d{1,2})(?=[%％](?!o))",
        lambda one: str(int(one[1]) - 1) if int(one[1]) >= 2 else one[0], text,
    )  # fmt: skip


def _reworded(text: str) -> str:
    """Say the usual goal verbs in other usual words."""
    for old, new in (
        ("达到", "提高到"), ("不低于", "不少于"), ("建成", "建好"), ("力争", "努力"),
        ("牵头单位：", "牵头部门："), ("责任单位：", "责任部门："),
    ):  # fmt: skip
        text = text.replace(old, new)
    return text


VARIATIONS: Final[Mapping[str, Rewrite]] = {
    "places": _places, "wide": _wide, "half": _half, "spaced": _spaced, "wrapped": _wrapped,
    "apart": _apart, "listed": _listed, "chapters": _chapters, "spelt": _spelt, "moved": _moved,
    "reworded": _reworded,
}  # fmt: skip
_LAYOUT: Final = frozenset({"wrapped", "apart", "listed", "chapters"})


def varied(name: str, text: str, gold: Any) -> tuple[str, Any]:
    """Return a text and its annotation rewritten by a variation."""
    rewrite = VARIATIONS[name]
    strings = (lambda one: one) if name in _LAYOUT else rewrite
    words = _WORDS - {"lead", "responsible"} if name == "half" else _WORDS
    found = _rewritten(gold, strings, words)
    if name == "moved":
        _move_values(found)
    return rewrite(text), found


def _rewritten(gold: Any, rewrite: Rewrite, words: frozenset[str], key: str = "") -> Any:
    if isinstance(gold, dict):
        return {name: _rewritten(value, rewrite, words, name) for name, value in gold.items()}
    if isinstance(gold, list):
        return [_rewritten(value, rewrite, words, key) for value in gold]
    return rewrite(gold) if isinstance(gold, str) and key in words else gold


def _move_values(gold: Any) -> None:
    """A value follows its quote where the quote has the moved figure."""
    for one in gold.get("indicators", ()):
        for part in (one, *one.get("mentions", ())):
            value, quote = part.get("value"), part.get("quote") or one.get("quote") or ""
            if not isinstance(value, int) or not 2 <= value <= 99 or part.get("implied"):
                continue
            if re.search(rf"(?<!\d){value - 1}[%％]", quote):
                part["value"] = value - 1
