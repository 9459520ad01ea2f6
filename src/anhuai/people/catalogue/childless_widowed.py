"""孤寡."""

from datetime import date

from anhuai.kernel.confidence import Basis, Confidence
from anhuai.people.rules.ages import ELDER
from anhuai.people.rules.circumstances import CircumstanceKind, Example, Group

definition = CircumstanceKind(
    title="孤寡",
    title_en="Childless or widowed without kin",
    says="没有配偶和子女的老年人。",
    says_en="An older person without spouse or children.",
    group=Group.ELDER,
    basis=Basis(
        document="",
        article="",
        confidence=Confidence.C,
        note="吴忠市利通区规划列为关爱对象，定义未见原文",
    ),
    from_age=ELDER,
    examples=(
        Example(says="满 60 周岁当天可以登记", born=date(1966, 11, 1), since=date(2026, 11, 1)),
        Example(
            says="差一天满 60 周岁",
            born=date(1966, 11, 2),
            since=date(2026, 11, 1),
            refused="too_young",
        ),
    ),
)
