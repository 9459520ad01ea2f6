"""特困人员."""

from datetime import date

from anhuai.kernel.confidence import Basis, Confidence
from anhuai.people.rules.circumstances import Choice, CircumstanceKind, Example, Group

definition = CircumstanceKind(
    title="特困人员",
    title_en="Tekun",
    says="无劳动能力、无生活来源且无法定赡养、抚养、扶养义务人（或其无能力）的老年人、残疾人和未成年人。",
    says_en="An older, disabled or minor person with no ability to "
    "work, no income and no supporter, or none who is able.",
    group=Group.ASSISTANCE,
    basis=Basis(
        document="中华人民共和国社会救助法",
        article="第十六条、第十七条",
        date=date(2026, 4, 30),
        confidence=Confidence.A,
    ),
    kinds=(
        Choice("centralised", "集中供养", "Centralised"),
        Choice("scattered", "分散供养", "Scattered"),
    ),
    kind_title="供养方式",
    kind_title_en="Support",
    needs_kind=True,
    grades=(
        Choice("able", "全自理", "Able"),
        Choice("partial", "部分自理", "Partly unable"),
        Choice("full", "完全不能自理", "Fully unable"),
    ),
    grade_title="自理能力",
    grade_title_en="Self-care",
    note="自理能力三档为通行做法，未见原文。",
    examples=(
        Example(
            says="分散供养、部分自理",
            born=date(1948, 3, 1),
            since=date(2026, 11, 1),
            kind="scattered",
            grade="partial",
        ),
        Example(
            says="没有选择供养方式", born=date(1948, 3, 1), since=date(2026, 11, 1), refused="kind"
        ),
        Example(
            says="自理能力不在表内",
            born=date(1948, 3, 1),
            since=date(2026, 11, 1),
            kind="scattered",
            grade="half",
            refused="grade",
        ),
    ),
)
