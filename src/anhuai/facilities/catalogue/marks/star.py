"""等级评定: the national grade of one to five, valid three years."""

from anhuai.facilities.rules import Group, MarkKind
from anhuai.kernel.confidence import Basis, Confidence

definition = MarkKind(
    title="星级（等级评定）",
    title_en="Star grade",
    groups=(
        Group.ELDERLY_RESIDENTIAL,
        Group.ELDERLY_COMMUNITY,
    ),
    grades={
        "1": ("一星级", "Grade 1"),
        "2": ("二星级", "Grade 2"),
        "3": ("三星级", "Grade 3"),
        "4": ("四星级", "Grade 4"),
        "5": ("五星级", "Grade 5"),
    },
    basis=Basis(document="养老机构等级划分与评定", confidence=Confidence.B, note="GB/T 37276-2018"),
    examples=(
        ("1", True),
        ("5", True),
        ("6", False),
        ("", False),
    ),
)
