"""高龄津贴: a monthly allowance by age band; ages, bands and amounts are local."""

from datetime import date

from anhuai.benefits.rules import (
    Benefit,
    Choices,
    Condition,
    Example,
    Kind,
    Parameter,
    Type,
    cases,
    code,
    fact,
    some,
)
from anhuai.benefits.rules.parameters import given
from anhuai.kernel.confidence import Basis, Confidence
from anhuai.kernel.months import Month

LIST = Basis(
    document="关于推进基本养老服务体系建设的意见（国家基本养老服务清单）", article="第 4 项",
    date=date(2023, 5, 21), confidence=Confidence.B,
)  # fmt: skip
BANDS = Choices(
    "old_age_band",
    (
        ("70_79", "70—79 周岁", "70–79"),
        ("80_89_low", "80—89 周岁低收入", "80–89 on a low income"),
        ("80_89", "80—89 周岁其他", "80–89 otherwise"),
        ("90_99", "90—99 周岁", "90–99"),
        ("100", "100 周岁以上", "100 and over"),
    ),
)
COUNTING = Choices(
    "counting",
    (
        ("month_of", "满龄当月起计发", "from the month in which the age is reached"),
        ("month_after", "满龄次月起计发", "from the month after"),
    ),
)
from_age = Parameter(
    code="old_age_allowance_from", title="高龄津贴起始年龄", title_en="Age from which it is paid",
    type=Type(Kind.INT, "years"), least=60, most=80,
)  # fmt: skip
counting = Parameter(
    code="old_age_allowance_counting", title="高龄津贴月份计算", title_en="How months are counted",
    type=Type(Kind.CODE, choices=COUNTING),
)  # fmt: skip
amount = Parameter(
    code="old_age_allowance_amount", title="高龄津贴标准（每月）", title_en="Allowance a month",
    keys=(BANDS,),
)  # fmt: skip

age = cases(
    (counting.value.is_("month_after"), fact("age_last_month")),
    otherwise=fact("age"),
)
on_low_income = some(fact("dibao"), fact("dibao_individual"), fact("tekun"), fact("edge"))
band = cases(
    (age >= 100, code(BANDS, "100")),
    (age >= 90, code(BANDS, "90_99")),
    ((age >= 80) & on_low_income, code(BANDS, "80_89_low")),
    (age >= 80, code(BANDS, "80_89")),
    (age >= from_age.value, code(BANDS, "70_79")),
)

_EXAMPLE = {"80_89_low": 10000, "80_89": 5000, "90_99": 10000, "100": 30000}
_PERSON = {"born": date(1946, 6, 15), "hukou_here": True}

definition = Benefit(
    title="高龄津贴",
    title_en="Old-age allowance",
    says="本地户籍高龄老年人按年龄段按月领取的津贴，年龄按月计算。",
    says_en="A monthly allowance for the very old registered here, by age band.",
    basis=LIST,
    group="old_age",
    since=Month(2023, 5),
    conditions=(
        Condition(
            code="hukou", test=fact("hukou_here"),
            title="具有本地户籍", title_en="Registered here (hukou)",
            fails="户籍不在本地", fails_en="Not registered here",
        ),
        Condition(
            code="age", test=age >= from_age.value,
            title="达到高龄津贴起始年龄", title_en="Has reached the age from which it is paid",
            fails="未达到起始年龄", fails_en="Has not reached the age",
            clause="国家基本养老服务清单第 4 项；老年人权益保障法第 33 条",
        ),
    ),
    amount=amount.of(band),
    values=(
        given(from_age, 80, since=Month(2023, 5), known=date(2023, 5, 21), basis=LIST),
        given(
            counting, "month_of", since=Month(2023, 5), known=date(2023, 5, 21),
            basis=Basis(document="", confidence=Confidence.D, note="各地做法不一，由县确定"),
        ),
    ),
    examples=(
        Example(
            says="1946 年 6 月 15 日出生，2026 年 6 月满 80 周岁，当月起发",
            month=Month(2026, 6), person=_PERSON,
            values={"old_age_allowance_amount": _EXAMPLE}, gives=5000,
        ),
        Example(
            says="前一个月未满", month=Month(2026, 5), person=_PERSON,
            values={"old_age_allowance_amount": _EXAMPLE}, refused="age",
        ),
        Example(
            says="按次月起计发的县，满龄当月不发", month=Month(2026, 6), person=_PERSON,
            values={
                "old_age_allowance_amount": _EXAMPLE,
                "old_age_allowance_counting": "month_after",
            },
            refused="age",
        ),
        Example(
            says="2 月 29 日出生，平年 3 月 1 日满 90 周岁", month=Month(2026, 2),
            person={"born": date(1936, 2, 29), "hukou_here": True, "dibao": True},
            values={"old_age_allowance_amount": _EXAMPLE}, gives=10000,
        ),
        Example(
            says="满 100 周岁", month=Month(2026, 6),
            person={"born": date(1926, 6, 30), "hukou_here": True},
            values={"old_age_allowance_amount": _EXAMPLE}, gives=30000,
        ),
        Example(
            says="去世当月仍发", month=Month(2026, 6),
            person={**_PERSON, "born": date(1940, 1, 1), "died": date(2026, 6, 2)},
            values={"old_age_allowance_amount": _EXAMPLE}, gives=5000,
        ),
        Example(
            says="去世次月停发", month=Month(2026, 7),
            person={**_PERSON, "born": date(1940, 1, 1), "died": date(2026, 6, 2)},
            values={"old_age_allowance_amount": _EXAMPLE}, refused="absent",
        ),
        Example(
            says="80—89 周岁低收入按较高的一档", month=Month(2026, 6),
            person={**_PERSON, "dibao": True},
            values={"old_age_allowance_amount": _EXAMPLE}, gives=10000,
        ),
        Example(
            says="满 90 周岁当月换档", month=Month(2036, 6), person=_PERSON,
            values={"old_age_allowance_amount": _EXAMPLE}, gives=10000,
        ),
        Example(
            says="满 90 周岁前一个月", month=Month(2036, 5), person=_PERSON,
            values={"old_age_allowance_amount": _EXAMPLE}, gives=5000,
        ),
        Example(
            says="2 月 29 日出生，平年 2 月不满 90 周岁，仍按前一档", month=Month(2034, 2),
            person={"born": date(1944, 2, 29), "hukou_here": True},
            values={"old_age_allowance_amount": _EXAMPLE}, gives=5000,
        ),
        Example(
            says="户籍不明，不能当作不符合", month=Month(2026, 6),
            person={"born": date(1940, 1, 1)},
            values={"old_age_allowance_amount": _EXAMPLE}, unknown="hukou",
        ),
        Example(
            says="县里尚未规定标准", month=Month(2026, 6),
            person={"born": date(1940, 1, 1), "hukou_here": True}, unknown="amount",
        ),
    ),
)  # fmt: skip
