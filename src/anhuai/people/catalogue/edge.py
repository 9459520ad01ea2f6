"""低保边缘."""

from datetime import date

from anhuai.kernel.confidence import Basis, Confidence
from anhuai.people.rules.circumstances import CircumstanceKind, Example, Group, Unit

definition = CircumstanceKind(
    title="低保边缘",
    title_en="Edge family",
    says="人均收入高于低保标准、低于低保边缘标准的家庭的成员。",
    says_en="A member of a family whose income a "
    "head lies between the dibao and the edge standard.",
    group=Group.ASSISTANCE,
    basis=Basis(
        document="中华人民共和国社会救助法",
        article="第二十一条",
        date=date(2026, 4, 30),
        confidence=Confidence.A,
    ),
    unit=Unit.FAMILY,
    examples=(Example(says="不限年龄", born=date(1990, 3, 1), since=date(2026, 11, 1)),),
)
