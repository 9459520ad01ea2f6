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
_SHARES: Final = ("%", "‰", "个百分点")


def stated(sentence: str, offset: int) -> list[Found]:
    """Return the promises of one sentence that carry a number."""
    hidden = masked(sentence)
    found: list[Found] = []
    due = dates(sentence)
    parts = clauses(sentence, offset)
    is_aside = False
    for index, clause in enumerate(parts):
        low, high = clause.start - offset, clause.end - offset
        if index and sentence[low - 1] in "；;":
            is_aside = False
        is_aside = is_aside or clause.text.startswith("其中")
        own = [one for one in quantities(hidden[low:high], low) if one.unit not in _NEVER]
        own = [one for one in own if not (_in_a_date(one, due) or _is_base(one, hidden, high))]
        if not own or words.PAST.search(clause.text):
            continue
        spread = _spread(clause, hidden[low:high])
        if spread:
            found.append(_dated(spread, due, offset, sentence))
            continue
        before = parts[index - 1].text if index else ""
        inherits = bool(found) and found[-1].end >= clause.start - 2
        cases = [
            Case(clause=clause, one=one, offset=offset, inherits=inherits, is_aside=is_aside)
            for one in own
        ]
        got = [_dated(one, due, offset, sentence) for one in _of_clause(cases, before, found)]
        found += _year_by_year(got, [one for one in due if low <= one.start < high], clause)
    return found


def _year_by_year(got: list[Found], own: list[Dated], clause: Clause) -> list[Found]:
    """2024年、2025年分别达到60%和90%: a year each."""
    if "分别" not in clause.text or len(own) < 2 or len(own) != len(got):
        return got
    return [replace(one, deadline=date.value) for one, date in zip(got, own, strict=True)]


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
        got = share(case) if case.one in shares else count(case)
        if got is None:
            continue
        name = (
            named[min(number, len(named) - 1)] if named else name_of(clause, case.one, own, offset)
        )
        if len(name) < 4 or name.startswith(("占比", "比例")) or _BARE.fullmatch(name):
            name = _carried(before, [*so_far, *found]) + name
        got = replace(got, name=name[:60] or clause.text[:40])
        if len(own) == 1 and len(named) > 1:
            found += [replace(got, name=subject) for subject in named]
        else:
            found += each(got, clause)
    return found


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
