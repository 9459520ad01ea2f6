"""Deadlines and periods as plans write them."""

import re
from dataclasses import dataclass
from typing import Final

from anhuai.plans.engine.numerals import CHINESE, chinese

_PLANS: Final = {"十二": 2015, "十三": 2020, "十四": 2025, "十五": 2030, "十六": 2035}
_YEAR: Final = r"(?:20\d\d|二[〇零○O0][一二三四五六七八九〇零○]{2})"
_FOUND: Final = re.compile(
    rf"(?P<year>{_YEAR})年?(?:(?P<end>年?底(?:之?前)?|年末|末)|(?P<month>1[0-2]|0?[1-9])月)?"
    rf"|“?(?P<plan>十[二三四五六])五”?(?P<when>末期?|期末|期间|时期|规划期末|末|结束)?"
)


@dataclass(frozen=True, slots=True)
class Dated:
    """A date in a text: `value` is a year or a year and month; `is_due` when it binds."""

    start: int
    end: int
    value: str
    year: int
    is_due: bool
    is_period: bool = False


def year_of(word: str) -> int | None:
    """Return a year written in digits or Chinese numerals."""
    word = word.replace("○", "〇").replace("O", "〇")
    return int(word) if word.isdigit() else chinese(word)


def dates(text: str) -> list[Dated]:
    """Return every year, year's end, month and five-year period of a text, in order."""
    found: list[Dated] = []
    for match in _FOUND.finditer(text):
        if match["plan"]:
            year = _PLANS.get(match["plan"])
            said = match[0]
            if year and ("“" in said or "”" in said or match["when"]):
                ends = bool(match["when"]) and "末" in match["when"]
                back = _looks_back(text, match)
                found.append(
                    Dated(
                        match.start(), match.end(), str(year), year, ends and not back,
                        is_period=not ends and not back,
                    )
                )  # fmt: skip
            continue
        year = year_of(match["year"])
        after = text[match.end() : match.end() + 1]
        bare = match[0] == match["year"]
        listed = re.match(r"(?:[、和与及]20\d\d)+年", text[match.end() :])  # 2023、2024年
        if year is None or (bare and after not in "-—至到" and listed is None):
            continue
        if re.match(r"-\d{4}|至?到?20\d\d年", text[match.end() :]) and not match["end"]:
            continue
        value = str(year)
        if match["end"]:
            value += "-12"
        elif match["month"]:
            value += f"-{int(match['month']):02d}"
        found.append(Dated(match.start(), match.end(), value, year, not _looks_back(text, match)))
    return found


def _looks_back(text: str, match: re.Match[str]) -> bool:
    """Whether a date is what a promise is compared with: 较2020年, 在“十三五”末的基础上."""
    return (
        re.search("(?:(?<!占)比|较|由|从|自)$", text[max(0, match.start() - 2) : match.start()])
        is not None
        or re.match("年?的?(?:基础上|相比)", text[match.end() :]) is not None
    )


def reaching(found: list[Dated], text: str, at: int) -> list[Dated]:
    """Return the dates that reach a place: 其中… and X于…建成 bind their own stretch alone."""
    return [one for one in found if not _is_local(one, text, at)]


def _is_local(one: Dated, text: str, at: int) -> bool:
    if at < one.start:  # …26个（其中2023年完成10个）
        return re.search("（其中[^（）]*$", text[at : one.start]) is not None
    between = text[one.end : at]
    if (
        re.match(r"(?:底|末)?(?:之?前)?(?:全面)?完成[^，。；\d]{4,20}，", text[one.end :])
        and "，" in between
    ):
        return True  # the date of a deliverable without a figure is its own
    clause = max(text.rfind(mark, 0, one.start) for mark in "，。；：") + 1
    before = text[clause : one.start]
    if before.startswith("其中"):
        return re.search("[，；]", between) is not None
    return before.endswith("于") and len(before) > 4 and "；" in between


def leading(said: str) -> str | None:
    """Return the date a sentence opens with as its deadline: 养老方面：到2025年底，…."""
    for one in dates(said):
        if one.is_due:
            before = re.sub("^[^，。；：]{1,16}[：:]", "", said[: one.start])
            opens = re.fullmatch("(?:力争|确保|计划)?[到至]?|[\u4e00-\u9fff]{2,6}[到至]", before)
            return one.value if opens is not None else None
    return None


_OLDEST: Final = 2015  # no plan read here is older
_DAY: Final = re.compile(r"(1[0-2]|0?[1-9])月(?:上旬|中旬|下旬|底|末|[1-3]?\d日)?(?:之?前)?")
"""A day without its year, which a plan of one year leaves out."""


def day_of(said: str, year: int | None) -> str | None:
    """Return the day a cell of time limits sets: 2024年9月底, or 9月底 in a plan of one year."""
    days = [day.value for day in dates(said) if day.year > _OLDEST]
    if days:
        return days[-1]
    match = _DAY.fullmatch(said.strip()) if year else None
    return f"{year}-{int(match[1]):02d}" if match else None


def latest(values: list[str]) -> str | None:
    """Return the latest of several deadlines; a year's end is later than the bare year."""
    return max(values, default=None)


def issued(text: str) -> tuple[str, int, int] | None:
    """Return the last full date of a letterhead, also where a scanner lost a sign."""
    pattern = re.compile(r"(20\d\d)年?(1[0-2]|0?[1-9])月([123]?\d)日")
    found = None
    for match in pattern.finditer(text):
        value = f"{match[1]}-{int(match[2]):02d}-{int(match[3]):02d}"
        found = value, match.start(), match.end()
    if found is None:
        words = re.search(rf"({CHINESE})年({CHINESE})月({CHINESE})日", text)
        if words:
            year, month, day = (chinese(words[i]) for i in (1, 2, 3))
            if year and month and day and 2000 < year < 2100:
                return f"{year}-{month:02d}-{day:02d}", words.start(), words.end()
    return found


def period(text: str) -> tuple[int, int] | None:
    """Return the years a title or an opening binds itself to."""
    between = re.search(r"(20\d\d)年?[-—至到](20\d\d)年?", text)
    if between:
        return int(between[1]), int(between[2])
    plan = re.search(r"“?(十[二三四五六])五”?", text)
    if plan and plan[1] in _PLANS:
        return _PLANS[plan[1]] - 4, _PLANS[plan[1]]
    return None
