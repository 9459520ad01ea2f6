"""养老机构负责人: heads an elderly care institution."""

from datetime import date

from anhuai.facilities.rules import Group
from anhuai.kernel.confidence import Basis, Confidence
from anhuai.workforce.rules import At, PostKind

definition = PostKind(
    title="养老机构负责人",
    title_en="Institution head",
    at=At.FACILITY,
    groups=(
        Group.ELDERLY_RESIDENTIAL,
        Group.ELDERLY_COMMUNITY,
    ),
    basis=Basis(document="临政办发〔2022〕69号", date=date(2022, 8, 26), confidence=Confidence.A),
    examples=(((), True),),
)
