"""Which quantities promise: shares and counts, with what in their clause speaks against it."""

import re
from dataclasses import dataclass
from typing import Final

from anhuai.plans.engine import words
from anhuai.plans.engine.clauses import Clause, Found, masked
from anhuai.plans.engine.dates import dates
from anhuai.plans.engine.quantities import Quantity

_AREA: Final = ("平方米", "平方公里", "公顷", "亩")
_MONEY: Final = ("万元", "亿元")
_MANY: Final = 20
"""Numbers in words from here on count; below they may be a turn of phrase (一个中心)."""
_QUARTERLY: Final = re.compile("每(季度|半年)")
_HELD: Final = re.compile("每(?:季度|半年)[^，]{0,8}(?:开展|举办|组织)$")
_ADDED: Final = re.compile(
    r"(?:建成|建好|建起|新建|建设|打造|培育|创建|新增|达到|设立|至少|不少于)[^，]{0,8}$"
)
_DONE_TO: Final = re.compile(
    r"[^，。]{2,24}(?:(?:实施|进行|开展|完成)[^，。]{0,8}(?:改造|建设|培训|服务|升级|评估|体检|救助)"
    r"|(?:免费)?(?:安装|配备|发放|提供|建立|开设|新增|购买)[^，。]{2,})"
)
_FOR: Final = re.compile("(?:(?:对|为)(?:全[县市区州省])?|组织|支持|指导)$")
_COMPARED: Final = re.compile(
    r"(?:(?<![占分])比(?![例重率])|较)[^，]{2,16}(?:提高|增长|增加|下降|提升|上升|降低|高出)"
)
_TURNED_INTO: Final = re.compile(
    r"[^，。]{2,16}(?:转型|转化|升级|提升|改造|改建|改扩建|开设|开办|建设|创建|建成|达到|申报|开展)"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A quantity in its clause: whether the clause carries on a promise, or is 其中 an aside."""

    clause: Clause
    one: Quantity
    offset: int
    inherits: bool
    is_aside: bool

    def found(self, **more: object) -> Found:
        """Return the promise of the whole clause."""
        plain = {
            "name": "", "operator": self.one.operator, "value": self.one.value,
            "value_max": self.one.value_max, "unit": self.one.unit, "deadline": None,
            "start": self.clause.start, "end": self.clause.end,
            "said": (self.clause.start, self.clause.end), "number_at": self.offset + self.one.at,
        }  # fmt: skip
        return Found(**{**plain, **more})  # type: ignore[arg-type]


def share(case: Case) -> Found | None:
    """Return what a percentage promises; None for subsidies and for what already changed."""
    before, verb, after = case.clause.cut(case.one, case.offset)
    if _is_rule(before, after) or _is_change(before) or _is_which(case, after):
        return None
    grows = re.search("到|达|至", verb) is None and re.search(
        r"(?:提高|增长|增加|递增|提升|下降|降低)$", before
    )
    yearly = bool(words.YEARLY.search(before))
    unit = f"{case.one.unit}/年" if grows and yearly else case.one.unit
    return case.found(
        operator="increase_by" if grows else case.one.operator, unit=unit,
        accrual="annual" if grows and yearly else "stock", soft=bool(words.SOFT.search(before)),
        is_norm=bool(re.search("按.{0,10}标准", case.clause.text)),
    )  # fmt: skip


def _is_which(case: Case, after: str) -> bool:
    """入住率低于20%的敬老院3所: a share that says which, not how much."""
    is_limit = case.one.start != case.one.at and case.one.operator in ("<=", ">")
    return is_limit and re.match(r"的[\u4e00-\u9fff（）、]+\d", after) is not None


def _is_rule(before: str, after: str) -> bool:
    """A share of a subsidy or a cost, not of what is reached."""
    if words.RATE.search(before) or re.search("用于|由", after):
        return False
    return words.MONEY_RULE.search(masked(before + "|" + after)) is not None


def _is_change(before: str) -> bool:
    return "年均" not in before and _COMPARED.search(before) is not None


def count(case: Case) -> Found | None:
    """Return what a count promises; None without a word that promises, and for conditions."""
    before, _verb, after = case.clause.cut(case.one, case.offset)
    if not _promises(case) or _is_condition(case) or _is_other(case):
        return None
    yearly = bool(words.YEARLY.search(before))
    at_least = case.one.operator == "=" and re.search("至少|不少于|不低于", before[-8:])
    unit, clause_text = case.one.unit, case.clause.text
    del after
    turn = _QUARTERLY.search(before)
    per = "年" if yearly else turn[1] if turn else ""
    return case.found(
        operator=">=" if at_least else case.one.operator,
        unit=f"{unit}/{per}" if per and unit not in _MONEY else unit,
        accrual="annual" if yearly else "cumulative", soft=bool(words.SOFT.search(before)),
        is_norm=bool(words.NORM.search(case.clause.text))
        or (case.one.operator == "<=" and bool(re.match("(?:单元内)?每[名位张间]", clause_text))),
    )  # fmt: skip


def _is_compared(one: Quantity) -> bool:
    return one.operator in (">=", ">", "<=") and one.start != one.at


def _promises(case: Case) -> bool:
    before, verb, after = case.clause.cut(case.one, case.offset)
    if case.one.is_word and not _ADDED.search(before) and case.one.value < _MANY:
        return case.one.unit == "次" and _HELD.search(before) is not None
    if case.one.unit in _MONEY and re.search("安排|列支|筹集|筹措|争取", before):
        return True
    return bool(
        words.GOAL.search(before + verb) is not None
        or _is_compared(case.one)
        or case.inherits
        or words.GOAL.match(after) is not None
        or (_FOR.search(before + verb) and _DONE_TO.match(after))
        or (
            re.search("(?:推动|推进|支持|指导|引导|遴选|扶持|开展|发放|惠及|资助|救助)$", before)
            and (re.search("(?:发放|惠及|资助|救助)$", before) or _TURNED_INTO.match(after))
        )
    )


def _is_condition(case: Case) -> bool:
    """N people's villages, the first N, such as N: what a promise is for, not how much."""
    before, _verb, after = case.clause.cut(case.one, case.offset)
    ends = r"第$|每$" if _is_compared(case.one) else r"等$|第$|每$|前$|[“‘]$|超过$"
    return bool(
        (words.CONDITION.match(after) and case.one.unit != "项")
        or re.search(ends, before)
        or re.search(r"\d+[人户][^，]*的(?:村|社区)", case.clause.text)
    )


def _is_other(case: Case) -> bool:
    """Ages, money for single persons, areas of buildings, parts of a total."""
    before, _verb, after = case.clause.cut(case.one, case.offset)
    unit = case.one.unit
    if unit == "岁":
        return "寿命" not in before
    if unit in _MONEY:
        return case.is_aside or not _is_total(before, case.one)
    if unit in _AREA:
        return re.search("补足|补齐|补建|新增.{0,12}(?:面积|用房|场地|场所)|缺口", before) is None
    if unit == "项":
        return case.is_aside or "项目" not in before + after[:4]
    return unit == "个" and case.is_aside and not dates(case.clause.text)


def _is_total(before: str, one: Quantity) -> bool:
    if re.search("总投资|投资总额|估算投资|概算投资", before):
        return True
    return one.operator in (">=", ">") and bool(re.search("经费|投入|资金|产值|规模", before))
