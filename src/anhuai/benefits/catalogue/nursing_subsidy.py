"""护理补贴: item 7 of the national list; elders in hardship who cannot care for themselves."""

from datetime import date

from anhuai.benefits.catalogue.parts import (
    ELDER,
    HARDSHIP,
    HARDSHIP_VALUES,
    HUKOU,
    LEVEL,
    LIST_SINCE,
    SCALE,
    listed,
    preset,
    unverified,
)
from anhuai.benefits.rules import Benefit, Condition, Example, Parameter, fact
from anhuai.benefits.rules.facts import ABILITY
from anhuai.kernel.months import Month

level = Parameter(
    code="nursing_subsidy_level", title="护理补贴最低失能等级",
    title_en="Level from which nursing is subsidised", type=LEVEL,
)  # fmt: skip
amount = Parameter(
    code="nursing_subsidy_amount", title="护理补贴标准（每月）",
    title_en="Nursing subsidy a month", keys=(ABILITY,),
)  # fmt: skip

_AMOUNT = {"nursing_subsidy_amount": {"2": 5_000, "3": 10_000, "4": 20_000}}
_PERSON = {"born": date(1950, 1, 1), "hukou_here": True, "dibao": True}

definition = Benefit(
    title="经济困难失能老年人护理补贴",
    title_en="Nursing subsidy for elders in hardship",
    says="经济困难、生活不能自理的老年人按失能等级按月领取；等级门槛和标准由地方规定。",
    says_en="Monthly by level for elders in hardship who cannot care for themselves.",
    basis=listed(7),
    group="elder_hardship",
    since=LIST_SINCE,
    conditions=(
        HUKOU,
        ELDER,
        HARDSHIP,
        SCALE,
        Condition(
            code="level", test=fact("ability") >= level.value,
            title="失能等级达到当地门槛", title_en="The level reaches the local threshold",
            fails="失能等级未达到当地门槛", fails_en="The level is below the threshold",
            clause="国家基本养老服务清单第 7 项；老年人权益保障法第 30 条",
        ),
    ),
    amount=amount.of(fact("ability")),
    values=(
        preset(level, "3", LIST_SINCE, unverified("“生活不能自理”对应的等级未见规定，由县确定")),
        *HARDSHIP_VALUES,
    ),
    examples=(
        Example(
            says="重度失能，恰到门槛", month=Month(2026, 6), person={**_PERSON, "ability": "3"},
            values=_AMOUNT, gives=10_000,
        ),
        Example(
            says="中度失能，低一级", month=Month(2026, 6), person={**_PERSON, "ability": "2"},
            values=_AMOUNT, refused="level",
        ),
        Example(
            says="县把门槛降到中度", month=Month(2026, 6), person={**_PERSON, "ability": "2"},
            values={**_AMOUNT, "nursing_subsidy_level": "2"}, gives=5_000,
        ),
        Example(
            says="只有旧标准 MZ/T 039 的重度，不换算", month=Month(2026, 6),
            person={**_PERSON, "ability_mzt039": "3"}, values=_AMOUNT, unknown="scale",
        ),
        Example(
            says="没有评估", month=Month(2026, 6), person=_PERSON, values=_AMOUNT,
            unknown="level",
        ),
        Example(
            says="不困难的失能老人", month=Month(2026, 6),
            person={**_PERSON, "dibao": False, "ability": "4"}, values=_AMOUNT,
            refused="hardship",
        ),
        Example(
            says="县里尚未规定标准", month=Month(2026, 6), person={**_PERSON, "ability": "4"},
            unknown="amount",
        ),
    ),
)  # fmt: skip
