"""The same promise stated again becomes a mention; a different figure for it a conflict."""

import re
from dataclasses import replace
from typing import Final

from anhuai.plans.engine import words
from anhuai.plans.engine.binding import Binder, _tokens
from anhuai.plans.engine.clauses import Found
from anhuai.plans.engine.normal import Text
from anhuai.plans.engine.quantities import unit_class
from anhuai.plans.rules.drafts import Choice, Indicator, Mention

_ALIKE: Final = 0.62
_SIDE_BY_SIDE: Final = 0.8  # one clause behind the other seldom says the same again
_STEPS: Final = frozenset(["岗前", "新任职", "上岗", "持证", "轮训"])
_EXAMPLES: Final = re.compile("[院中心站所]等")  # some named houses are not all of them


def merged(
    found: list[tuple[Found, str]],
    text: Text,
    binder: Binder,
    horizon: str | None,
    stated: str | None,
) -> list[Indicator]:
    """Return the indicators of a plan in the order of their first statement.

    `stated` is the deadline the goals open with, `horizon` the last year of the plan.
    """
    done: list[Indicator] = []
    tables: list[int] = []
    for one, section in found:
        new = _indicator(one, section, text, binder, horizon, stated)
        alike = [
            i
            for i, old in enumerate(done)
            if _is_same(old, new) and not 0 <= one.table == tables[i]  # two rows are two promises
        ]
        same = next((i for i in alike if done[i].value == new.value), alike[0] if alike else None)
        if same is None:
            done.append(new)
            tables.append(one.table)
            continue
        old = done[same]
        conflicts = old.value != new.value or old.benchmark != new.benchmark
        if old.deadline_inferred and not new.deadline_inferred and not conflicts:
            old = replace(old, deadline=new.deadline, deadline_inferred=False)
        elif not conflicts and old.deadline and new.deadline and not new.deadline_inferred:
            conflicts = old.deadline[:4] != new.deadline[:4]
        mention = Mention(
            place=new.place, value=new.value, deadline=new.deadline, conflicts=conflicts
        )
        done[same] = replace(old, mentions=(*old.mentions, mention))
    return done


def _indicator(
    one: Found, section: str, text: Text, binder: Binder, horizon: str | None, stated: str | None
) -> Indicator:
    choices = binder.choices(one.name, text.plain[one.said[0] : one.said[1]], one.unit)
    key = choices[0].key if choices and choices[0].score >= 0.3 else ""
    deadline, inferred = one.deadline, one.is_lent
    if deadline is None:
        deadline, inferred = (stated, False) if stated else (horizon, True)
    return Indicator(
        name=one.name, operator=one.operator, value=one.value, value_max=one.value_max,
        unit=one.unit, deadline=deadline, deadline_inferred=inferred, accrual=_accrual(one, text),
        soft=one.soft, implied=one.implied, benchmark=one.benchmark, scope=_scope(one.name),
        place=text.place(one.start, one.end, section), said=text.place(*one.said, section),
        key=key, confidence=_confidence(one, choices, inferred=inferred), choices=choices,
    )  # fmt: skip


_PURSE: Final = re.compile("公益金|财政(?:支出|预算)|经费|专项资金")
_MONTHLY: Final = re.compile("月(?:探访|巡访|走访)率|每月")
_OF_EACH: Final = re.compile(
    r"每个?(?![百千万])[\u4e00-\u9fff]{0,6}?(?:社区|村|街道|乡镇|县|区|机构|院)[^，；。]{0,24}?\d"
)
_STANDING: Final = re.compile(
    "总(?:床位)?数|总量|数量|床位数|稳定在|保持在?|拥有|至少有|人均|达到|增加到|增至|提高到"
)
_MADE: Final = re.compile("新增|新建|建设|建成|改造|累计|完成|培训|培养")


def _accrual(one: Found, text: Text) -> str:
    """Whether a figure is a state on a day, counts up, begins anew each year, or holds for each."""
    said = text.plain[one.start : one.end]
    is_share = one.unit.startswith(("%", "‰"))
    if is_share and (_PURSE.search(one.name) or words.YEARLY.search(said)):
        return "annual"
    if is_share and _MONTHLY.search(said):
        return "monthly"
    if not is_share and one.accrual != "annual" and _OF_EACH.search(said):
        return "per_unit"
    if one.implied and one.unit == "个":
        return "cumulative"
    if one.accrual == "cumulative" and _STANDING.search(said) and not _MADE.search(said):
        return "stock"
    return one.accrual


def _scope(name: str) -> str:
    found = [pattern.search(name) for _, pattern in words.SCOPES]
    return "、".join(one[0] for one in found if one)


def _confidence(one: Found, choices: tuple[Choice, ...], *, inferred: bool) -> float:
    """How sure the reader is: implied words, inherited dates and names no key fits cost."""
    sure = 0.97
    sure -= 0.25 if one.implied else 0.0
    sure -= 0.10 if inferred else 0.0
    sure -= 0.10 if len(one.name) < 6 else 0.0
    sure -= 0.2 * (1 - min((choices[0].score if choices else 0.0) / 0.6, 1.0))
    return round(max(sure, 0.2), 2)


def _is_same(old: Indicator, new: Indicator) -> bool:
    if unit_class(old.unit) != unit_class(new.unit) or not _scopes_agree(old.name, new.name):
        return False
    if old.said.start == new.said.start and old.deadline != new.deadline:
        return False  # the years of one row
    if old.operator == "increase_by" and new.operator != "increase_by":
        return False
    if old.value == new.value and old.value_max == new.value_max:
        return _is_same_again(old, new)
    if (
        _in_other_years(old, new)
        or (old.said.start, old.said.end) == (new.said.start, new.said.end)
        or abs(old.said.end - new.said.start) <= 2
    ):
        return False  # a series over years, or one subject after another
    a, b = set(_tokens(old.name)), set(_tokens(new.name))
    alike = _alike(old.name, new.name)
    return alike >= 0.86 and len(a & b) >= 0.7 * len(a | b) and old.said.section != new.said.section


def _in_other_years(old: Indicator, new: Indicator) -> bool:
    """So much by one stated year, so much by another: a series, not a contradiction."""
    if old.deadline_inferred or new.deadline_inferred or not (old.deadline and new.deadline):
        return False
    return old.deadline[:4] != new.deadline[:4]


def _is_same_again(old: Indicator, new: Indicator) -> bool:
    """Whether two promises of one value are one: elsewhere names may differ, side by side not."""
    if old.said.start <= new.said.start <= old.said.end + 2:
        a, b = set(_tokens(old.name)), set(_tokens(new.name))
        return len(a & b) >= _SIDE_BY_SIDE * len(a | b)
    alike = _alike(old.name, new.name)
    differ = bool(old.key and new.key) and old.key != new.key
    return alike >= (0.88 if differ else _ALIKE) or (
        alike >= 0.4
        and bool(old.key)
        and old.key == new.key
        and min(old.choices[0].score, new.choices[0].score) >= 0.45
    )


def _alike(one: str, other: str) -> float:
    """How far the shorter name is contained in the longer."""
    a, b = set(_tokens(one)), set(_tokens(other))
    if not a or not b:
        return 0.0
    small, large = sorted((a, b), key=len)
    if len(small) < 3:
        return 0.0
    contained = len(small & large) / len(small)
    return contained if len(small) / len(large) > 0.3 else contained * 0.8


def _scopes_agree(one: str, other: str) -> bool:
    """Names whose owner, place, newness, people or step differ are different promises."""
    for kind, pattern in words.SCOPES:
        a, b = set(pattern.findall(one)), set(pattern.findall(other))
        if kind == "newness":
            a, b = (
                {("新" if "新" in w else w) for w in s if w not in ("建成", "提升")} for s in (a, b)
            )
        if kind in ("owner", "field", "newness", "place") and a != b and (a or b):
            if kind in ("owner", "field") or (a and b):
                return False
        elif (kind == "step" and (a ^ b) & _STEPS) or (
            kind in ("whom", "step", "rate") and a and b and not (a & b)
        ):
            return False
    return bool(_EXAMPLES.search(one)) == bool(_EXAMPLES.search(other))
