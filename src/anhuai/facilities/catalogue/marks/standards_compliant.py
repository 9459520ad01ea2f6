"""国家标准达标: assessed against GB/T 35796 and GB 38600."""

from datetime import date

from anhuai.facilities.rules import Group, MarkKind
from anhuai.kernel.confidence import Basis, Confidence

definition = MarkKind(
    title="国家标准达标",
    title_en="Meets the national standards",
    groups=(
        Group.ELDERLY_RESIDENTIAL,
        Group.ELDERLY_COMMUNITY,
    ),
    basis=Basis(document="临政办发〔2022〕69号", date=date(2022, 8, 26), confidence=Confidence.A),
    examples=(
        ("", True),
        ("x", False),
    ),
)
