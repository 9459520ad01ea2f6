"""家庭适老化改造: item 6 of the national list; the adaptation of an elder's home, once."""

from datetime import date

from anhuai.benefits.catalogue.parts import (
    ELDER,
    HARDSHIP,
    HARDSHIP_VALUES,
    HUKOU,
    LIST_SINCE,
    listed,
    preset,
    unverified,
)
from anhuai.benefits.rules import Benefit, Condition, Example, Parameter, Period, fact, some
from anhuai.kernel.confidence import Confidence
from anhuai.kernel.months import Month

most = Parameter(
    code="home_adaptation_most", title="家庭适老化改造补助上限（每户）",
    title_en="Most that is paid for a home",
)  # fmt: skip
_PERSON = {"born": date(1950, 1, 1), "hukou_here": True, "tekun": True}

definition = Benefit(
    title="家庭适老化改造补助",
    title_en="Home adaptation",
    says="经济困难的高龄、失能、残疾老年人家庭，一户一次，按上限内实际支出补助。",
    says_en="For elders in hardship who are very old, disabled or frail: once, up to a limit.",
    basis=listed(6),
    period=Period.ONCE,
    group="elder_home",
    since=LIST_SINCE,
    conditions=(
        HUKOU,
        ELDER,
        HARDSHIP,
        Condition(
            code="need",
            test=some(
                fact("age") >= 80, fact("disability_grade") >= "4", fact("ability") >= "1"
            ),
            title="高龄、持残疾人证或失能", title_en="Very old, certified disabled, or frail",
            fails="不属于高龄、残疾或失能老年人", fails_en="Neither very old, disabled nor frail",
            clause="国家基本养老服务清单第 6 项",
        ),
        Condition(
            code="first", test=~fact("home_adapted"),
            title="尚未实施过适老化改造", title_en="Not adapted before",
            fails="已实施过适老化改造", fails_en="The home was adapted before",
        ),
    ),
    amount=most.value,
    values=(
        preset(
            most, 300_000, Month(2026, 1),
            unverified("民办函〔2026〕3号有每户不超过 3000 元之说，原文未见", Confidence.C),
        ),
        *HARDSHIP_VALUES,
    ),
    examples=(
        Example(
            says="特困轻度失能老人", month=Month(2026, 6), person={**_PERSON, "ability": "1"},
            gives=300_000,
        ),
        Example(
            says="能力完好、80 周岁以下、无残疾人证", month=Month(2026, 6),
            person={**_PERSON, "ability": "0"}, refused="need",
        ),
        Example(
            says="满 80 周岁当月，不必评估", month=Month(2026, 6),
            person={**_PERSON, "born": date(1946, 6, 30)}, gives=300_000,
        ),
        Example(
            says="已改造过", month=Month(2026, 6),
            person={**_PERSON, "ability": "3", "home_adapted": True}, refused="first",
        ),
        Example(says="没有评估", month=Month(2026, 6), person=_PERSON, unknown="need"),
        Example(
            says="2026 年以前全国没有上限，县未规定", month=Month(2025, 12),
            person={**_PERSON, "ability": "3"}, unknown="amount",
        ),
    ),
)  # fmt: skip
