"""疾病应急救助对象."""

from datetime import date

from anhuai.kernel.confidence import Basis, Confidence
from anhuai.people.rules.circumstances import CircumstanceKind, Example, Group

definition = CircumstanceKind(
    title="疾病应急救助对象",
    title_en="Disease emergency relief",
    says="需要疾病应急救助的人员。",
    says_en="Somebody who needs emergency medical relief.",
    group=Group.ASSISTANCE,
    basis=Basis(
        document="中华人民共和国社会救助法",
        article="第十三条",
        date=date(2026, 4, 30),
        confidence=Confidence.A,
    ),
    examples=(Example(says="不限年龄", born=date(1990, 3, 1), since=date(2026, 11, 1)),),
)
