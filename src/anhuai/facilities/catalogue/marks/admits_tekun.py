"""接收特困人员: takes persons in extreme hardship."""

from datetime import date

from anhuai.facilities.rules import Group, MarkKind
from anhuai.kernel.confidence import Basis, Confidence

definition = MarkKind(
    title="接收特困人员",
    title_en="Admits tekun persons",
    groups=(
        Group.ELDERLY_RESIDENTIAL,
        Group.ELDERLY_COMMUNITY,
    ),
    basis=Basis(document="呼政办规〔2023〕1号", date=date(2023, 3, 7), confidence=Confidence.A),
    examples=(
        ("", True),
        ("x", False),
    ),
)
