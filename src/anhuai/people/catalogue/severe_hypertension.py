"""严重高血压."""

from datetime import date

from anhuai.kernel.confidence import Basis, Confidence
from anhuai.people.rules.ages import ELDER
from anhuai.people.rules.circumstances import CircumstanceKind, Example, Group

definition = CircumstanceKind(
    title="严重高血压",
    title_en="Severe hypertension",
    says="患有严重高血压、由本人或家属申报并有医疗机构证明的老年人。",
    says_en="An elder with severe hypertension, declared with a medical institution's paper.",
    group=Group.ELDER,
    basis=Basis(
        document="关于开展特殊困难老年人探访关爱服务的指导意见",
        article="民发〔2022〕73号（内蒙古分级）",
        confidence=Confidence.B,
    ),
    from_age=ELDER,
    note="据 2022-06-23 报道转引；没有给出程度标准，由当地按医疗机构证明认定，只用于探访分级。",
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
