"""其他困难家庭."""

from datetime import date

from anhuai.kernel.confidence import Basis, Confidence
from anhuai.people.rules.circumstances import CircumstanceKind, Example, Group, Unit

definition = CircumstanceKind(
    title="其他困难家庭",
    title_en="Other low-income family",
    says="纳入低收入人口动态监测的其他困难家庭的成员。",
    says_en="A member of another family under low-income monitoring.",
    group=Group.ASSISTANCE,
    basis=Basis(
        document="关于加强低收入人口动态监测做好分层分类社会救助工作的意见",
        article="国办发〔2023〕39号",
        date=date(2023, 10, 19),
        confidence=Confidence.B,
    ),
    unit=Unit.FAMILY,
    examples=(Example(says="不限年龄", born=date(1990, 3, 1), since=date(2026, 11, 1)),),
)
