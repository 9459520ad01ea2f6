"""Every number with a unit in a stretch of text, with its comparison sign."""

import re
from dataclasses import dataclass
from typing import Final

from anhuai.plans.engine.numerals import CHINESE, NUMBER, chinese, scaled, tidy

COUNT_UNITS: Final = (
    "户次",
    "场次",
    "学时",
    "课时",
    "平方公里",
    "平方米",
    "平米",
    "人次",
    "人（次）",
    "公里",
    "千米",
    "万元",
    "亿元",
    "元",
    "个百分点",
    "公顷",
    "周岁",
    "小时",
    "分钟",
    "天",
    "年",
    "月",
    "日",
    "类",
    "级",
    "个",
    "家",
    "所",
    "处",
    "张",
    "座",
    "名",
    "人",
    "户",
    "套",
    "支",
    "场",
    "次",
    "项",
    "对",
    "期",
    "亩",
    "台",
    "辆",
    "部",
    "间",
    "栋",
    "岁",
    "条",
    "块",
    "批",
    "件",
    "种",
    "只",
    "本",
    "册",
    "路",
    "米",
    "遍",
    "轮",
    "镇",
    "村",
    "县",
    "例",
    "床",
)
_UNIT: Final = "|".join(COUNT_UNITS)
_PER: Final = (
    "(?:人[·.]?)?[年月日天]|[百千万](?:名?老年人|张床位|人口?|户)|[人床户](?![\u4e00-\u9fff])"
)
_PLAIN_UNITS: Final = {"人（次）": "人次", "千米": "公里", "平米": "平方米"}
_AT_LEAST: Final = "不低于|不少于|不小于|不得低于|不得少于|至少|最少|大于等于|≥|>=|≧|大于或等于"
_OVER: Final = "超过|突破|高于|大于|多于|超|>"
_AT_MOST: Final = "不高于|不超过|不大于|不多于|不得超过|低于|小于|≤|<=|<|控制在"
_BEFORE: Final = rf"(?P<cmp>{_AT_LEAST}|{_AT_MOST}|{_OVER})?(?:达到|到|达|约|为)?"
_AFTER: Final = r"(?P<after>(?:（?含）?)?以上|及以上|以内|之内|以下|左右|余|多)?"
_FOUND: Final = re.compile(
    rf"{_BEFORE}(?:"
    rf"(?P<n>{NUMBER})(?P<scale>[百千万亿](?!元))?"
    rf"(?:[%‰]?[-至到](?P<m>{NUMBER})(?P<mscale>[百千万亿](?!元))?)?(?P<more>多|余)?"
    rf"(?:(?P<unit>%|‰|{_UNIT})(?:/(?P<per>{_PER}))?|(?P<rare>/(?:10|十)万))"
    rf"|百分之(?P<pct>{CHINESE}(?:点{CHINESE})?)"
    rf"|千分之(?P<mille>{CHINESE}(?:点{CHINESE})?)"
    rf"|(?P<low>{CHINESE})分之(?P<high>{CHINESE})"
    rf"|(?P<tenth>[一二三四五六七八九])成(?P<fifth>[一二三四五六七八九])?(?=以上|左右|的|[，。；、]|$)"
    rf"|(?P<half>一半|半数)(?=以上|的)"
    rf"|(?<!每)(?P<cn>{CHINESE})(?P<cunit>个(?!百)|家|所|处|张|座|名|户|场(?!所)|公里|人次|项|次(?!性|数|会|序|全会)|(?<=[百千])人(?![民员口才次均大心们生士力文物]))"
    rf"){_AFTER}"
)


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number and its unit; bounds include its comparison signs, `at` is the number alone."""

    start: int
    end: int
    at: int
    value: float
    value_max: float | None
    unit: str
    operator: str
    is_word: bool  # written in Chinese numerals


def quantities(text: str, offset: int = 0) -> list[Quantity]:
    """Return the quantities of a text in order, bounds moved by `offset`."""
    return [one for match in _FOUND.finditer(text) if (one := _quantity(match, offset, text))]


def _words(word: str) -> float | None:
    whole, _, part = word.partition("点")
    value = chinese(whole)
    if value is None or not part:
        return value
    digits = [chinese(char) for char in part]
    return None if None in digits else float(f"{value}." + "".join(map(str, digits)))


def _quantity(match: re.Match[str], offset: int, text: str) -> Quantity | None:
    value, top, unit = _amount(match)
    if value is None or (match["n"] and _is_part(match, text)):
        return None
    inner = next(
        match.start(name)
        for name in ("n", "pct", "mille", "low", "tenth", "half", "cn")
        if match[name] is not None
    )
    return Quantity(
        offset + match.start(), offset + match.end(), offset + inner, value, top, unit,
        _operator(match["cmp"] or "", match["after"] or "", top), not match["n"],
    )  # fmt: skip


def _is_part(match: re.Match[str], text: str) -> bool:
    """Digits inside a longer word (GB35796, 2号楼) are no quantity."""
    before = text[match.start("n") - 1 : match.start("n")]
    return bool(before) and bool(re.match(r"[A-Za-z0-9./—#-]", before)) and not match["cmp"]


def _amount(match: re.Match[str]) -> tuple[float | None, float | None, str]:
    if match["n"]:
        scale = match["scale"] or match["mscale"] or ""
        top = scaled(match["m"], match["mscale"] or "") if match["m"] else None
        return scaled(match["n"], scale), top, _unit_of(match)
    if match["pct"]:
        return _words(match["pct"]), None, "%"
    if match["mille"]:
        return _words(match["mille"]), None, "‰"
    if match["low"]:
        low, high = chinese(match["low"]), chinese(match["high"])
        return (None if not low or high is None else tidy(round(100 * high / low, 2))), None, "%"
    if match["tenth"] or match["half"]:
        return _tenths(match["tenth"] or match["half"], match["fifth"] or "零"), None, "%"
    value = chinese(match["cn"])
    return (None if value is None else float(value)), None, match["cunit"]


def _unit_of(match: re.Match[str]) -> str:
    if match["rare"]:
        return "/10万"
    unit = _PLAIN_UNITS.get(match["unit"], match["unit"])
    return unit + (f"/{match['per']}" if match["per"] else "")


def _tenths(tenth: str, fifth: str) -> float | None:
    """六成五 is 65, and a half is 一半 or 半数."""
    if "半" in tenth:
        return 50.0
    whole, part = chinese(tenth), chinese(fifth)
    return None if whole is None or part is None else 10.0 * whole + part


def _operator(before: str, after: str, top: float | None) -> str:
    if top is not None:
        return "range"
    if before and re.fullmatch(_AT_LEAST, before):
        return ">="
    if (before and re.fullmatch(_AT_MOST, before)) or after in ("以内", "之内", "以下"):
        return "<="
    if before:
        return ">"
    return ">=" if after.endswith("以上") else "="


def unit_class(unit: str) -> str:
    """Return what a unit counts, so that 名 and 人, 所 and 家 compare."""
    head, _, per = unit.partition("/")
    for group in ("个家所处座项间栋支", "名人位", "张床", "人次次", "公里千米", "平方米㎡"):
        if head and (head in group):
            head = group[0]
            break
    return f"{head}/{'1' if per else ''}"
