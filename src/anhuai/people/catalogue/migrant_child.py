"""流动儿童."""

from datetime import date

from anhuai.kernel.confidence import Basis, Confidence
from anhuai.people.rules.ages import LEFT_BEHIND
from anhuai.people.rules.circumstances import CircumstanceKind, Example, Group

definition = CircumstanceKind(
    title="流动儿童",
    title_en="Migrant child",
    says="随父母或独自跨县离开户籍地半年以上、未满 16 周岁的儿童。",
    says_en="A child under 16 who left the county of registration for half a year or more.",
    group=Group.CHILD,
    basis=Basis(
        document="加强流动儿童关爱保护行动方案", article="2024年，21部门", confidence=Confidence.B
    ),
    below_age=LEFT_BEHIND,
    note="名单至少每半年更新一次。",
    examples=(
        Example(
            says="未满 16 周岁",
            born=date(2015, 6, 1),
            since=date(2026, 11, 1),
            until=date(2031, 6, 1),
        ),
        Example(
            says="16 周岁生日当天",
            born=date(2010, 11, 1),
            since=date(2026, 11, 1),
            refused="too_old",
        ),
    ),
)
