"""康复治疗师: helps people recover ability."""

from datetime import date

from anhuai.facilities.rules import Group
from anhuai.kernel.confidence import Basis, Confidence
from anhuai.workforce.rules import At, PostKind

definition = PostKind(
    title="康复治疗师",
    title_en="Rehabilitation therapist",
    at=At.FACILITY,
    groups=(
        Group.ELDERLY_RESIDENTIAL,
        Group.ELDERLY_COMMUNITY,
    ),
    certificates=("rehabilitation",),
    basis=Basis(document="临政办发〔2022〕69号", date=date(2022, 8, 26), confidence=Confidence.A),
    examples=(
        (("rehabilitation",), True),
        ((), False),
    ),
)
