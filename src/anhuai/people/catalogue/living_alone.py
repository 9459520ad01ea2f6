"""独居."""

from datetime import date

from anhuai.kernel.confidence import Basis, Confidence
from anhuai.people.rules.ages import ELDER
from anhuai.people.rules.circumstances import CircumstanceKind, Example, Group

definition = CircumstanceKind(
    title="独居",
    title_en="Living alone",
    says="一个人居住的老年人。",
    says_en="An older person who lives alone.",
    group=Group.ELDER,
    basis=Basis(
        document="关于开展特殊困难老年人探访关爱服务的指导意见",
        article="民发〔2022〕73号",
        confidence=Confidence.B,
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
