"""有集中供养意愿."""

from datetime import date

from anhuai.kernel.confidence import Basis, Confidence
from anhuai.people.rules.circumstances import CircumstanceKind, Example, Group

definition = CircumstanceKind(
    title="有集中供养意愿",
    title_en="Wishes centralised support",
    says="表示愿意到机构集中供养的特困人员。",
    says_en="Somebody on tekun who wishes to be supported in an institution.",
    group=Group.ASSISTANCE,
    basis=Basis(
        document="中华人民共和国社会救助法",
        article="第十六条",
        date=date(2026, 4, 30),
        confidence=Confidence.A,
    ),
    note="居家或机构供养由本人选择。",
    examples=(Example(says="不限年龄", born=date(1990, 3, 1), since=date(2026, 11, 1)),),
)
