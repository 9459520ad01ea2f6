"""重残老年人."""

from datetime import date

from anhuai.kernel.confidence import Basis, Confidence
from anhuai.people.rules.ages import ELDER
from anhuai.people.rules.circumstances import CircumstanceKind, Example, Group

definition = CircumstanceKind(
    title="重残老年人",
    title_en="Severely disabled older person",
    says="残疾等级为一级或二级的老年人。",
    says_en="An older person with a disability of grade 1 or 2.",
    group=Group.ELDER,
    basis=Basis(
        document="关于开展特殊困难老年人探访关爱服务的指导意见",
        article="民发〔2022〕73号",
        confidence=Confidence.B,
    ),
    from_age=ELDER,
    note="一级、二级为重度，依残疾人两项补贴的口径（国发〔2015〕52号，转引）。残疾证本身另按“残疾”登记。",
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
