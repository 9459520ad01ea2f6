"""Quantities a text commits to reach, found sentence by sentence."""

import re
from dataclasses import replace
from typing import Final

from anhuai.plans.engine import words
from anhuai.plans.engine.clauses import Clause, Found, clauses, masked
from anhuai.plans.engine.dates import Dated, dates, reaching
from anhuai.plans.engine.judging import Case, count, share
from anhuai.plans.engine.quantities import Quantity, quantities
from anhuai.plans.engine.subjects import each, name_of, subjects

_NEVER: Final = frozenset(
    [
        "年",
        "月",
        "日",
        "类",
        "级",
        "分钟",
        "小时",
        "周岁",
        "元",
        "遍",
        "轮",
        "种",
        "路",
        "米",
        "条",
        "本",
        "册",
        "村",
        "镇",
        "县",
        "例",
    ]
)
_BARE: Final = re.compile(
    "(?:累计|共|年度)?(?:完成|新增|建成|达到|改造|培训|安装)?(?:数量|总量|比例)?"
)
_STARTS: Final = re.compile(
    "(?:到20|累计|力争)?(?:新增|新建|建成|建设|完成|培训|改造|打造|培育|创建|实现|每[千百万])"
)
"""A clause behind 其中 that promises anew."""
_LOOKS_BACK: Final = re.compile(
    r"截[至止]|目前|现有|(?:20\d\d年)[末底]?(?:，|全[县市区省州])?(?:已|共有)"
)
_AHEAD: Final = re.compile(
    r"到20\d\d年|至20\d\d年|力争|计划|将(?!近)|目标|末，|下一步|今年|十[四五六]五”?末"
)
_CROWD: Final = re.compile(
    "(?:预计|预测|据测算|将)[^。]{0,30}人口|人口[^。]{0,20}(?:预计|将(?:达|突破|超))|老龄化(?:程度|率|水平)"
)
_OF_CROWD: Final = re.compile("人口(?!拥有|每)|老龄化|占比|占总")
"""A forecast of how many people there will be is no promise."""
_SHARES: Final = ("%", "‰", "个百分点", "/10万")


def stated(sentence: str, offset: int) -> list[Found]:
    """Return the promises of one sentence that carry a number."""
    hidden = masked(sentence)
    found: list[Found] = []
    due = dates(sentence)
    parts = clauses(sentence, offset)
    is_aside = is_past = told = False
    crowd = _CROWD.search(sentence) is not None
    for index, clause in enumerate(parts):
        low, high = clause.start - offset, clause.end - offset
        if index and sentence[low - 1] in "；;":
            is_aside = is_past = False
        is_aside = clause.text.startswith("其中") or (is_aside and not _STARTS.match(clause.text))
        is_past = _LOOKS_BACK.match(clause.text) is not None or (
            is_past and not _AHEAD.search(clause.text)
        )
        ahead = _is_ahead(clause.text, due)
        was_past, told = told, words.PAST.search(clause.text) is not None and not ahead
        own = [_rated(one, clause.text) for one in quantities(hidden[low:high], low)]
        own = [one for one in own if one.unit not in _NEVER]
        own = [one for one in own if not (_in_a_date(one, due) or _is_base(one, hidden, high))]
        if not own or is_past or told or (crowd and _OF_CROWD.search(clause.text)):
            continue
        if was_past and not (words.GOAL.search(clause.text) or _AHEAD.search(clause.text)):
            told = True  # …现有5.6万人，占总人口的21.3%
            continue
        spread = _spread(clause, hidden[low:high])
        if spread:
            found.append(_dated(spread, due, offset, sentence))
            continue
        before = parts[index - 1].text if index else ""
        inherits = bool(found) and found[-1].end >= clause.start - 2
        cases = [
            Case(
                clause=clause,
                one=one,
                offset=offset,
                inherits=inherits,
                is_aside=is_aside,
                is_ahead=ahead,
            )
            for one in own
        ]
        got = [_dated(one, due, offset, sentence) for one in _of_clause(cases, before, found)]
        found += _year_by_year(got, _own_years(due, parts, index, offset), clause)
    if _BUILDING.search(sentence):
        found = [replace(one, is_norm=True) if _is_least_of_house(one) else one for one in found]
    return found


_NAMED: Final = 4  # characters that say what it is that changes
_SINCE: Final = re.compile(
    r"(?:比|较|在)(?:20(?P<y>\d\d)年[末底]?|“?十(?P<p>[二三四])五”?末)(?:的?基础上|[^，；。\d]{0,12}?)"
    r"[^，；。\d]{0,6}(?:提高|增加|增长|提升|上升|下降|降低|减少)"
)


def _is_ahead(clause: str, due: list[Dated]) -> bool:
    """到2025年，比2020年提高10个百分点: a change to reach, not one that was."""
    since = _SINCE.search(clause)
    told = clause[: since.start()] if since else ""
    if since is None or len(words.LEADING.sub("", told)) < _NAMED or re.search("已|了", told):
        return False  # 占比不低于58%，较2020年提高15个百分点 says the level before it again
    base = (
        2000 + int(since["y"]) if since["y"] else {"二": 2015, "三": 2020, "四": 2025}[since["p"]]
    )
    return any(one.is_due and one.year > base for one in due)


_BUILDING: Final = re.compile(
    "(?:建筑|使用|用房|占地|场地)?面积(?:应|须)?(?:不少于|不低于|不小于)|床位数?(?:不少于|不低于|不小于).*配备.{0,12}(?:不少于|不低于)"
)
"""A sentence of how large a house must be: its least beds and staff are norms too."""


_RATE: Final = re.compile(
    r"标准[^，；。]{0,12}(?:提高|增加|提升|达|不低于|不少于|增至)[^，；。]{0,6}每人每(?P<per>[月年])"
)


_RISES: Final = re.compile(r"([^，；。]{2,24}?标准)[^，；。]{0,12}(?:提高|增加|提升|增至|达|不)")


def _rated(one: Quantity, said: str) -> Quantity:
    """The money of a standard that is to rise to so much: 低保标准提高到每人每月850元."""
    rate = _RATE.search(said) if one.unit == "元" else None
    return replace(one, unit=f"元/人·{rate['per']}") if rate else one


def _is_least_of_house(one: Found) -> bool:
    return (
        one.operator == ">="
        and one.unit in ("张", "人", "名", "间", "平方米")
        and not re.search("全[县市区省州]|新增|建成|达到|累计|总", one.name)
    )


def _own_years(due: list[Dated], parts: list[Clause], index: int, offset: int) -> list[Dated]:
    """Return the dates of a clause, else those of the clause before it that is only dates."""
    low, high = parts[index].start - offset, parts[index].end - offset
    own = [one for one in due if low <= one.start < high]
    lists = [one for one in parts[:index] if _ONLY_DATES.fullmatch(one.text)]
    if own or not lists:
        return own
    first, last = lists[-1].start - offset, lists[-1].end - offset
    return [one for one in due if first <= one.start < last]


_ONLY_DATES: Final = re.compile("[到至在20-9年底末前、和与及]+")


def _year_by_year(got: list[Found], own: list[Dated], clause: Clause) -> list[Found]:
    """2024年、2025年分别达到60%和90%: a year each."""
    each_year = _A_YEAR_EACH.search(clause.text)
    if each_year:
        low, high = (clause.start + at for at in each_year.span())
        days = dates(each_year[0])
        return [
            replace(one, deadline=deadline, series=len(days) > 1)
            for one in got
            for deadline in (
                [day.value for day in days] if low <= one.number_at < high else [one.deadline]
            )
        ]
    span = _YEARS.search(clause.text)
    if "分别" in clause.text and span and int(span[2]) - int(span[1]) + 1 == len(got):
        years = range(int(span[1]), int(span[2]) + 1)
        return [replace(one, deadline=str(y)) for one, y in zip(got, years, strict=True)]
    if "分别" not in clause.text or len(own) < 2 or len(own) != len(got):
        return got
    return [replace(one, deadline=date.value) for one, date in zip(got, own, strict=True)]


_YEARS: Final = re.compile(r"(20\d\d)年?[-—至到](20\d\d)年")
_A_YEAR_EACH: Final = re.compile(
    r"20\d\d年底?(?:[、和与及]|以及)(?:到)?20\d\d年底?各[^，；。、\d]{0,16}\d"
)
"""2024年和2025年各600张: so much in each of the years."""


def _is_base(one: Quantity, hidden: str, stop: int) -> bool:
    """Whether a figure is where a change starts: 由28张 in 由28张增加到35张."""
    before, after = hidden[max(0, one.start - 14) : one.start], hidden[one.end : stop]
    return (
        re.search(r"[由从](?:(?:现有|目前|现在|20\d\d年底?|“?十[二-五]五”?末)的?)?$", before)
        is not None
        and re.match(r"[^，；、\d]{0,6}(?:到|至)", after) is not None
    )


def _in_a_date(one: Quantity, due: list[Dated]) -> bool:
    return any(date.start <= one.at < date.end for date in due)


def _spread(clause: Clause, hidden: str) -> Found | None:
    """21个市（州）分别选择1个县 is 21."""
    match = re.search(
        r"(\d+)个([\u4e00-\u9fff（）＿、]{1,10}?)(?:分别|各自|各)(?:选择|选取|建设|建成|新建|确定|打造|培育|设立)(?:至少)?(\d+)([个家所处])"
        r"([\u4e00-\u9fff（）、0-9＿]*)",
        hidden,
    )
    if match is None:
        return None
    start = clause.start + match.start()
    return Found(
        name=clause.text[match.start() :], operator="=", value=float(int(match[1]) * int(match[3])),
        unit="个", accrual="per_unit", soft=False, start=start, end=clause.end,
        said=(clause.start, clause.end), deadline=None, number_at=start,
    )  # fmt: skip


def _of_clause(cases: list[Case], before: str, so_far: list[Found]) -> list[Found]:
    clause, offset = cases[0].clause, cases[0].offset
    own = [case.one for case in cases]
    shares = [one for one in own if one.unit in _SHARES]
    named = subjects(clause, shares or own, offset)
    found: list[Found] = []
    for number, case in enumerate(cases):
        case = replace(case, inherits=case.inherits or bool(found))
        if found and re.search("或者?$", clause.text[: case.one.start - clause.start + offset]):
            continue  # 1个智慧养老院或1个智慧养老社区 is one promise
        got = share(case) if case.one in shares else count(case)
        if got is None:
            continue
        got = _beside(got, found, own[number - 1], case)
        name = (
            named[min(number, len(named) - 1)] if named else name_of(clause, case.one, own, offset)
        )
        if len(name) < 4 or name.startswith(("占比", "比例")) or _BARE.fullmatch(name):
            told = [*so_far, *found]
            name = _carried(before, told) + name
            if re.fullmatch(
                "(?:达到|达|提高到|增加到|增至)?", name.removeprefix(told[-1].name if told else "")
            ):
                got = replace(got, unit=_same_per(got.unit, told))
        if case.one.unit.startswith("元/人·") and (rises := _RISES.search(clause.text)):
            name = words.LEADING.sub("", rises[1])
        got = replace(got, name=name[:60] or clause.text[:40])
        if len(own) == 1 and len(named) > 1:
            found += [replace(got, name=subject) for subject in named]
        else:
            found += [got] if got.unit.startswith("元/人·") else each(got, clause)
    return found


def _beside(got: Found, found: list[Found], last: Quantity, case: Case) -> Found:
    """分别增长6%、6.5%: the second figure grows as the first does."""
    if not found or not _is_beside(case.clause, last, case):
        return got
    before = found[-1]
    return replace(got, operator=before.operator, unit=before.unit, accrual=before.accrual)


def _is_beside(clause: Clause, last: Quantity, case: Case) -> bool:
    between = clause.text[last.end - clause.start + case.offset :][: case.one.start - last.end]
    before = clause.text[: last.start - clause.start + case.offset]
    return (
        between in ("、", "和", "与", "及")
        and case.one.unit == last.unit
        and re.search("分别(?:提高|增长|增加|递增|提升|下降|降低|减少)$", before) is not None
    )


def _same_per(unit: str, told: list[Found]) -> str:
    """每千人口3.2个；到2025年，达到4.6个: the second figure is for each thousand as well."""
    last = told[-1].unit if told else ""
    head, _, per = last.partition("/")
    return last if head == unit and per[:1] in tuple("人百千万") else unit


def _carried(before: str, so_far: list[Found]) -> str:
    if so_far:
        return so_far[-1].name
    return words.LEADING.sub("", before)[-30:]


def _dated(found: Found, all_dates: list[Dated], offset: int, sentence: str) -> Found:
    """The nearest date before the number, else one behind it in its own clause."""
    at = (found.number_at if found.number_at >= 0 else found.start) - offset
    all_dates = reaching(all_dates, sentence, at)
    binding = [one for one in all_dates if one.is_due or one.is_period]
    own = [one for one in binding if one.start < at]
    if not own:
        own = [one for one in binding if one.start < found.end - offset][:1]
    if not own:
        return found
    date = own[-1]
    return replace(found, deadline=date.value)
