"""最低生活保障."""

from datetime import date

from anhuai.kernel.confidence import Basis, Confidence
from anhuai.people.rules.circumstances import Choice, CircumstanceKind, Example, Group, Unit

definition = CircumstanceKind(
    title="最低生活保障",
    title_en="Dibao",
    says="人均收入低于当地低保标准、财产符合规定的家庭的成员。",
    says_en="A member of a family whose income a head is below "
    "the local dibao standard and whose assets are within the rules.",
    group=Group.ASSISTANCE,
    basis=Basis(
        document="中华人民共和国社会救助法",
        article="第十八条",
        date=date(2026, 4, 30),
        confidence=Confidence.A,
    ),
    unit=Unit.FAMILY,
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
    exclusive_with=frozenset({"dibao_individual"}),
    note="一至四类为甘肃做法，其他地方可不填。",
    examples=(
        Example(
            says="农村二类", born=date(1975, 3, 1), since=date(2026, 11, 1), kind="rural", grade="2"
        ),
        Example(
            says="没有选择城市或农村",
            born=date(1975, 3, 1),
            since=date(2026, 11, 1),
            refused="kind",
        ),
        Example(
            says="已是单人保",
            born=date(1975, 3, 1),
            since=date(2026, 11, 1),
            kind="rural",
            holds=("dibao_individual",),
            refused="exclusive",
        ),
        Example(
            says="已在保",
            born=date(1975, 3, 1),
            since=date(2026, 11, 1),
            kind="rural",
            holds=("dibao",),
            refused="overlap",
        ),
    ),
)
