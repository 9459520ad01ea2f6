"""社会工作者: a professional social worker, at a facility or in a community."""

from datetime import date

from anhuai.kernel.confidence import Basis, Confidence
from anhuai.workforce.rules import At, PostKind

definition = PostKind(
    title="社会工作者",
    title_en="Social worker",
    at=At.EITHER,
    certificates=("social_work",),
    basis=Basis(document="临政办发〔2022〕69号", date=date(2022, 8, 26), confidence=Confidence.A),
    examples=(
        (("social_work",), True),
        ((), False),
    ),
)
