"""失独."""

from datetime import date

from anhuai.kernel.confidence import Basis, Confidence
from anhuai.people.rules.circumstances import CircumstanceKind, Example, Group

definition = CircumstanceKind(
    title="失独",
    title_en="Lost an only child",
    says="独生子女已经死亡的老年人。",
    says_en="An older person whose only child has died.",
    group=Group.ELDER,
    basis=Basis(document="", article="", confidence=Confidence.C, note="术语表，未见原文"),
    examples=(Example(says="不限年龄", born=date(1960, 3, 1), since=date(2026, 11, 1)),),
)
