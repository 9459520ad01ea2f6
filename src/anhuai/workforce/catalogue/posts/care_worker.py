"""养老护理员: cares for older people."""

from datetime import date

from anhuai.facilities.rules import Group
from anhuai.kernel.confidence import Basis, Confidence
from anhuai.workforce.rules import At, PostKind

definition = PostKind(
    title="养老护理员",
    title_en="Care worker",
    at=At.FACILITY,
    groups=(
        Group.ELDERLY_RESIDENTIAL,
        Group.ELDERLY_COMMUNITY,
    ),
    certificates=("elderly_care",),
    basis=Basis(document="临政办发〔2022〕69号", date=date(2022, 8, 26), confidence=Confidence.A),
    examples=(
        (("elderly_care",), True),
        ((), False),
    ),
)
