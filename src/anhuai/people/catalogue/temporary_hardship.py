"""临时救助对象."""

from datetime import date

from anhuai.kernel.confidence import Basis, Confidence
from anhuai.people.rules.circumstances import Choice, CircumstanceKind, Example, Group

definition = CircumstanceKind(
    title="临时救助对象",
    title_en="Temporary hardship",
    says="基本生活暂时出现严重困难的人员。",
    says_en="Somebody whose basic living is in serious trouble for a time.",
    group=Group.ASSISTANCE,
    basis=Basis(
        document="中华人民共和国社会救助法",
        article="第十三条",
        date=date(2026, 4, 30),
        confidence=Confidence.A,
    ),
    kinds=(
        Choice("urgent", "急难型", "Urgent"),
        Choice("expenditure", "支出型", "Expenditure"),
    ),
    note="两种类型为一般知识，未见原文。",
    examples=(
        Example(says="急难型", born=date(1980, 3, 1), since=date(2026, 11, 1), kind="urgent"),
        Example(
            says="类别不在表内",
            born=date(1980, 3, 1),
            since=date(2026, 11, 1),
            kind="other",
            refused="kind",
        ),
    ),
)
