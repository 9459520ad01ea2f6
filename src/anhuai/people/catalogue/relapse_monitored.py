"""防止返贫监测对象."""

from datetime import date

from anhuai.kernel.confidence import Basis, Confidence
from anhuai.people.rules.circumstances import CircumstanceKind, Example, Group, Unit

definition = CircumstanceKind(
    title="防止返贫监测对象",
    title_en="Monitored against relapse into poverty",
    says="农业农村部门认定的防止返贫监测对象。",
    says_en="Watched by the agriculture department against falling back into poverty.",
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
