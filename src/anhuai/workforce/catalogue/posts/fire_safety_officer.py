"""消防安全管理人员: keeps a facility safe from fire."""

from datetime import date

from anhuai.kernel.confidence import Basis, Confidence
from anhuai.workforce.rules import At, PostKind

definition = PostKind(
    title="消防安全管理人员",
    title_en="Fire safety officer",
    at=At.FACILITY,
    certificates=("fire_operator",),
    basis=Basis(document="临政办发〔2022〕69号", date=date(2022, 8, 26), confidence=Confidence.A),
    examples=(
        (("fire_operator",), True),
        ((), False),
    ),
)
