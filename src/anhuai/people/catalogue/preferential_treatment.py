"""优抚对象."""

from datetime import date

from anhuai.kernel.confidence import Basis, Confidence
from anhuai.people.rules.circumstances import CircumstanceKind, Example, Group

definition = CircumstanceKind(
    title="优抚对象",
    title_en="Veterans' preferential group",
    says="退役军人事务部门认定的优抚对象。",
    says_en="Recognised by the veterans' department as one of the preferential group.",
    group=Group.OTHER,
    basis=Basis(document="", article="", confidence=Confidence.C, note="术语表，未见原文"),
    examples=(Example(says="不限年龄", born=date(1990, 3, 1), since=date(2026, 11, 1)),),
)
