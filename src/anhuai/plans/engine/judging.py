"""Which quantities promise: shares and counts, with what in their clause speaks against it."""

import re
from dataclasses import dataclass
from typing import Final

from anhuai.plans.engine import words
from anhuai.plans.engine.clauses import Clause, Found, masked
from anhuai.plans.engine.quantities import Quantity

_AT_LEAST_EACH: Final = re.compile(
    "(?:至少|不少于|不低于)[^，]{0,8}$|每个?[^，]{1,12}至少[^，]{0,4}\\d[^，]*、$"
)
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
    r"|(?:免费)?(?:建设|安装|配备|发放|提供|建立|开设|新增|购买)[^，。]{2,})"
)
_FOR: Final = re.compile("(?:(?:对|为)(?:全[县市区州省])?|组织|支持|指导)$")
_COMPARED: Final = re.compile(
    r"(?:(?<![占分])比(?![例重率])|较)[^，]{2,16}(?:提高|增长|增加|下降|提升|上升|降低|高出)"
)
_TURNED_INTO: Final = re.compile(
    r"[^，。]{2,16}(?:转型|转化|升级|提升|改造|改建|改扩建|开设|开办|建设|创建|建成|达到|申报|开展|赴|参加|参与|取得|获得|考取|攻读|转岗|就业)"
)
_RAISED: Final = re.compile(
    r"标准[^，；。]{0,12}(?:提高|增加|提升|增至|达到)[^，；。]{0,4}(?:每人每[月年]|\d+(?:\.\d+)?元/人)"
)
"""A sum for each person that is to rise: 低保标准提高到每人每月850元."""
_MADE_INTO: Final = re.compile(
    r"[^，。]{2,16}(?:转型|转化|改造|改建|改扩建|整合|升级|提升)(?:升级|提升|改造)?(?:为|成|到)"
)
_BY_RATIO: Final = re.compile(
    r"按照?每[^，。；]{1,12}\d[^，。；]*(?:规划|配建|配置|设置|建设|布局|标准|要求)"
)
"""按每千人口不少于10个托位规划建设 is a norm to build by."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A quantity in its clause: whether the clause carries on a promise, or is 其中 an aside."""

    clause: Clause
    one: Quantity
    offset: int
    inherits: bool
    is_aside: bool
    is_ahead: bool = False  # a change from a base year by a later one

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
    if (
        _is_rule(before, after)
        or (_is_change(before) and not case.is_ahead)
        or _is_which(case, after)
    ):
        return None
    if case.inherits and _AGAIN.match(before):
        return None
    if re.search("约$|近$", before + verb) and _STATE.match(after):
        return None
    grows = re.search("到|达|至", verb) is None and re.search(
        r"(?:提高|增长|增加|递增|提升|下降|降低|减少|增速|增幅)$", before
    )
    yearly = bool(words.YEARLY.search(before))
    unit = f"{case.one.unit}/年" if grows and yearly else case.one.unit
    return case.found(
        operator="increase_by" if grows else case.one.operator, unit=unit,
        accrual="annual" if grows and yearly else "stock", soft=bool(words.SOFT.search(before)),
        is_norm=bool(re.search("按.{0,10}标准", case.clause.text)),
    )  # fmt: skip


_AGAIN: Final = re.compile(r"在20\d\d年[末底]?的?基础上")
"""占比不低于58%，在2020年基础上提高15个百分点: the level before it, said again."""
_STATE: Final = re.compile("的[^，]{2,20}(?:处于|患有|属于|认为|选择|希望|愿意|存在)")


def _is_which(case: Case, after: str) -> bool:
    """入住率低于20%的敬老院3所: a share that says which, not how much."""
    is_limit = case.one.start != case.one.at and case.one.operator in ("<=", ">")
    return is_limit and re.match(r"的[\u4e00-\u9fff（）、]+\d", after) is not None


def _is_rule(before: str, after: str) -> bool:
    """A share of a subsidy or a cost, not of what is reached."""
    if re.search("按", before) and re.match("(?:的)?(?:标准|配置|配建|计提|提取|缴纳)", after):
        return True
    if words.RATE.search(before) or re.search("用于|由", after):
        return False
    return words.MONEY_RULE.search(masked(before + "|" + after)) is not None


def _is_change(before: str) -> bool:
    return "年均" not in before and _COMPARED.search(before) is not None


def count(case: Case) -> Found | None:
    """Return what a count promises; None without a word that promises, and for conditions."""
    before, _verb, after = case.clause.cut(case.one, case.offset)
    if not _promises(case) or _is_condition(case) or _is_other(case) or _is_size(case):
        return None
    yearly = bool(words.YEARLY.search(before))
    at_least = case.one.operator == "=" and _AT_LEAST_EACH.search(before)
    unit = case.one.unit
    del after
    turn = _QUARTERLY.search(before)
    per = "年" if yearly else turn[1] if turn else ""
    if unit in _AREA and "人均" in before:
        per = "人"
    elif re.search("每[天日]约?$", before):
        per = "天"
    return case.found(
        operator=">=" if at_least else case.one.operator,
        unit=f"{unit}/{per}" if per and unit not in _MONEY else unit,
        accrual="annual" if yearly else "cumulative", soft=bool(words.SOFT.search(before)),
        is_norm=_is_norm(case),
    )  # fmt: skip


def _is_norm(case: Case) -> bool:
    """Whether a count is a rule to build or serve by; a sum that is to rise is none."""
    said, one = case.clause.text, case.one
    if _RAISED.search(said):
        return False
    is_reached = _POWER.search(said) is not None or (one.unit in _AREA and _is_ratio_of_area(case))
    return bool(
        (words.NORM.search(said) and not is_reached)
        or (one.unit not in _MONEY and _BY_RATIO.search(said))
        or (one.operator == "<=" and re.match("(?:单元内)?每[名位张间]", said))
    )


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
        or _TO_BE.search(before + verb)
        or words.GOAL.match(after) is not None
        or (_FOR.search(before + verb) and _DONE_TO.match(after))
        or (re.search("[将把]$", before) and _MADE_INTO.match(after))
        or (
            re.search(
                "(?:推动|推进|支持|组织|发动|动员|指导|引导|遴选|扶持|开展|发放|惠及|资助|救助)$",
                before,
            )
            and (
                re.search("(?:发放|惠及|资助|救助|发动|动员)$", before) or _TURNED_INTO.match(after)
            )
        )
    )


def _is_condition(case: Case) -> bool:
    """N people's villages, the first N, such as N: what a promise is for, not how much."""
    before, _verb, after = case.clause.cut(case.one, case.offset)
    ends = r"第$|每$" if _is_compared(case.one) else r"等$|第$|每$|前$|[“‘]$|超过$"
    ends += "|每(?:增加|新增|减少|增|减|超过|满)$"
    return bool(
        (words.CONDITION.match(after) and case.one.unit != "项" and not _FORMED.search(before))
        or re.search(ends, before)
        or re.search(r"\d+[人户][^，]*的(?:村|社区)", case.clause.text)
    )


def _is_other(case: Case) -> bool:
    """Ages, money for single persons, areas of buildings, parts of a total."""
    before, _verb, after = case.clause.cut(case.one, case.offset)
    unit = case.one.unit
    often = unit in ("次", "小时", "学时") and re.search(r"[为对向]\d+[万千]?[名户人]", before)
    if often or unit == "岁":
        return "寿命" not in before  # how often each of them is served, how old they are
    if unit in _MONEY:
        return case.is_aside or not _is_total(before, case.one, after)
    if unit in _AREA:
        return not (_is_ratio_of_area(case) or _GAP.search(before))
    if unit == "项":
        return case.is_aside or "项目" not in before + after[:4]
    return False


_SIZED: Final = re.compile(
    r"(?:床位|托位|建筑面积|面积|容量)?(?:以上|以内|左右)?的[^，。；\d]{0,16}(?:中心|机构|院|园|站|点|综合体|公寓|设施|基地|楼)"
)


def _is_size(case: Case) -> bool:
    """建成1所不少于200个托位的托育中心: how large the house is to be, one of its clause."""
    before, _verb, after = case.clause.cut(case.one, case.offset)
    return (
        re.search(r"\d+[个所家座处]$", before) is not None
        and re.match("个?(?:托位|床位)?", after) is not None
        and _SIZED.match(after) is not None
    )


_TO_BE: Final = re.compile(
    "(?:数量|总数|总量|人数|数|规模|总额|面积)为?$|(?:整合|合并|改造|转型|调整)为$|(?:落实|筹集|筹建|供给|供应)约?$"
)
_FORMED: Final = re.compile("(?:组建|成立|建立)(?:一支)?$")
_GAP: Final = re.compile("补足|补齐|补建|新增.{0,12}(?:面积|用房|场地|场所)|缺口")
_POWER: Final = re.compile(r"(?:能力|服务量|规模)(?:每[日天年])?约?(?:达到|达|提高到|不低于|\d)")
_RATIO_OF_AREA: Final = re.compile(
    "(?:人均|每[百千万](?:户|名|人)|常住人口每).{0,24}(?:面积|设施)|(?:面积|设施).{0,20}每[百千万](?:户|名|人)"
)
_BUILT_BY: Final = re.compile(
    "按|标准|配建|配套|用地|应|须|新建(?:住宅|小区|居住|城区)|单处|规划设置|不得"
)


def _is_ratio_of_area(case: Case) -> bool:
    """人均场地面积达到1.8平方米 is reached; 按每百户20平方米配建 is a norm to build by."""
    said = case.clause.text
    is_ratio = _RATIO_OF_AREA.search(said) or (
        case.inherits and re.search("每[百千万](?:户|名|人)", said)
    )
    return bool(is_ratio) and _BUILT_BY.search(said) is None


def _is_total(before: str, one: Quantity, after: str) -> bool:
    if re.search("总投资|投资总额|估算投资|概算投资", before):
        return True
    yearly = words.YEARLY.search(before) and re.search("(?:经费|资金)约?$", before)
    return (one.operator in (">=", ">") or yearly is not None) and bool(
        re.search("经费|投入|资金|产值|规模", before)
        or (re.search("安排|列支|投入|预算", before) and re.match("[^，]{0,6}(?:资金|经费)", after))
    )
