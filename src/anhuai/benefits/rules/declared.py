"""Facts of assistance, care and institutions beside those of `facts`: declared or registered."""

from typing import Final

from anhuai.benefits.rules.facts import ABILITY, FEN_MOST, Fact, From, Level, declare_fact
from anhuai.benefits.rules.kinds import BOOL, Choices, Kind, Type

DIBAO_CLASS: Final = Choices(
    "dibao_class",
    (
        ("1", "一类", "class 1"),
        ("2", "二类", "class 2"),
        ("3", "三类", "class 3"),
        ("4", "四类", "class 4"),
    ),
)
ORPHAN_KIND: Final = Choices(
    "orphan_kind",
    (
        ("institution", "机构集中养育", "in an institution"),
        ("scattered", "社会散居", "in a family"),
    ),
)
HARDSHIP_KIND: Final = Choices(
    "hardship_kind",
    (
        ("urgent", "急难型", "urgent"),
        ("expenditure", "支出型", "expenditure"),
    ),
)

_PERSON: Final = (
    # code, title, title_en, source, key, what no record means
    ("vagrant", "生活无着的流浪乞讨人员", "destitute and without a home", From.CIRCUMSTANCE, "", 0),
    ("childless_widowed", "孤寡老年人", "without spouse and children", From.CIRCUMSTANCE, "", 0),
    ("no_able_supporter", "无法定供养人或其无能力", "nobody can support", From.DECLARED, "", None),
    ("no_income_source", "无生活来源", "without a source of income", From.DECLARED, "", None),
    ("veterans_support", "定期抚恤补助对象", "on regular veterans' support", From.DECLARED, "", 0),
    ("home_adapted", "已实施家庭适老化改造", "home already adapted", From.DECLARED, "", 0),
    ("has_family_carer", "由家庭成员照护", "cared for by family", From.DECLARED, "", None),
    ("lost_work", "主要劳动力失业或停产", "main earner without work", From.DECLARED, "", 0),
    ("urgent_event", "本月遭遇急难", "struck by an emergency this month", From.DECLARED, "", 0),
)  # fmt: skip
for _code, _zh, _en, _source, _key, _absent in _PERSON:
    declare_fact(
        Fact(
            code=_code, title=_zh, title_en=_en, type=BOOL, source=_source, key=_key or _code,
            most=1, absent=_absent,
        )
    )  # fmt: skip

_GRADED: Final = (
    ("dibao_class", "低保类别", "dibao class", From.GRADE, "dibao", DIBAO_CLASS),
    ("orphan_kind", "孤儿养育方式", "upbringing", From.CIRCUMSTANCE_KIND, "orphan", ORPHAN_KIND),
    (
        "hardship_kind", "临时救助类型", "kind of temporary hardship", From.CIRCUMSTANCE_KIND,
        "temporary_hardship", HARDSHIP_KIND,
    ),
    (
        "ability_mzt039", "老年人能力等级（旧标准 MZ/T 039）", "ability level (old MZ/T 039)",
        From.ASSESSMENT, "mzt039_2013", ABILITY,
    ),
)  # fmt: skip
for _code, _zh, _en, _source, _key, _choices in _GRADED:
    declare_fact(
        Fact(
            code=_code, title=_zh, title_en=_en, type=Type(Kind.CODE, choices=_choices),
            source=_source, key=_key, most=len(_choices.items) - 1,
        )
    )  # fmt: skip

_COUNTED: Final = (
    ("employee_pension_month", "职工养老金月领取额", "employee pension a month", None),
    ("resident_pension_month", "城乡居民养老金月领取额", "resident pension a month", None),
    ("care_bill_month", "本月养老服务账单", "bill for care in the month", 0),
    ("dibao_drawn", "本人分摊的低保金（每月）", "own part of dibao a month", 0),
)
for _code, _zh, _en, _absent in _COUNTED:
    declare_fact(
        Fact(
            code=_code, title=_zh, title_en=_en, type=Type(Kind.MONEY, "fen"),
            source=From.DECLARED, key=_code, most=FEN_MOST, absent=_absent,
        )
    )  # fmt: skip
declare_fact(
    Fact(
        code="meals_month", title="本月助餐次数", title_en="meals in the month",
        type=Type(Kind.INT, "times"), source=From.DECLARED, key="meals_month", most=200,
        absent=0,
    )
)  # fmt: skip
declare_fact(
    Fact(
        code="construction_accepted", title="建设项目本年验收合格",
        title_en="construction accepted in the year", type=BOOL, level=Level.INSTITUTION,
        source=From.DECLARED, key="construction_accepted", most=1,
    )
)  # fmt: skip

__all__ = ["DIBAO_CLASS", "HARDSHIP_KIND", "ORPHAN_KIND"]
