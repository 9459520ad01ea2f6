"""残疾."""

from datetime import date

from anhuai.kernel.confidence import Basis, Confidence
from anhuai.people.rules.circumstances import Choice, CircumstanceKind, Example, Group

definition = CircumstanceKind(
    title="残疾",
    title_en="Disability",
    says="持有残疾人证，按证载类别和等级登记；一人可有几类。",
    says_en="Holds a disability certificate, recorded by its kind "
    "and grade; one person may have several kinds.",
    group=Group.DISABILITY,
    basis=Basis(
        document="GB/T 26341-2010 残疾人残疾分类和分级", article="", confidence=Confidence.C
    ),
    kinds=(
        Choice("1", "视力", "Visual"),
        Choice("2", "听力", "Hearing"),
        Choice("3", "言语", "Speech"),
        Choice("4", "肢体", "Physical"),
        Choice("5", "智力", "Intellectual"),
        Choice("6", "精神", "Mental"),
        Choice("7", "多重", "Multiple"),
    ),
    kind_title="残疾类别",
    kind_title_en="Kind of disability",
    needs_kind=True,
    several_kinds=True,
    grades=(
        Choice("1", "一级", "Grade 1"),
        Choice("2", "二级", "Grade 2"),
        Choice("3", "三级", "Grade 3"),
        Choice("4", "四级", "Grade 4"),
    ),
    grade_title="残疾等级",
    grade_title_en="Grade of disability",
    needs_grade=True,
    examples=(
        Example(
            says="肢体二级", born=date(1980, 3, 1), since=date(2026, 11, 1), kind="4", grade="2"
        ),
        Example(
            says="没有等级",
            born=date(1980, 3, 1),
            since=date(2026, 11, 1),
            kind="4",
            refused="grade",
        ),
        Example(
            says="没有类别",
            born=date(1980, 3, 1),
            since=date(2026, 11, 1),
            grade="2",
            refused="kind",
        ),
    ),
)
