"""单人保."""

from datetime import date

from anhuai.kernel.confidence import Basis, Confidence
from anhuai.people.rules.circumstances import Choice, CircumstanceKind, Example, Group

definition = CircumstanceKind(
    title="单人保",
    title_en="Individual dibao",
    says="低保边缘家庭中的重度残疾人、重病患者等，单独纳入低保。",
    says_en="Somebody severely disabled or seriously ill of an edge family, on dibao alone.",
    group=Group.ASSISTANCE,
    basis=Basis(
        document="中华人民共和国社会救助法",
        article="第二十一条",
        date=date(2026, 4, 30),
        confidence=Confidence.A,
    ),
    kinds=(
        Choice("urban", "城市", "Urban"),
        Choice("rural", "农村", "Rural"),
    ),
    needs_kind=True,
    grades=(
        Choice("1", "一类", "Class 1"),
        Choice("2", "二类", "Class 2"),
        Choice("3", "三类", "Class 3"),
        Choice("4", "四类", "Class 4"),
    ),
    grade_title="类别档次",
    grade_title_en="Class",
    exclusive_with=frozenset({"dibao"}),
    examples=(
        Example(
            says="城市",
            born=date(1975, 3, 1),
            since=date(2026, 11, 1),
            kind="urban",
            holds=("edge",),
        ),
        Example(
            says="全家已在保",
            born=date(1975, 3, 1),
            since=date(2026, 11, 1),
            kind="urban",
            holds=("dibao",),
            refused="exclusive",
        ),
    ),
)
