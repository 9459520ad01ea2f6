"""儿童主任: looks after the children of a village, one a village."""

from anhuai.kernel.confidence import Basis, Confidence
from anhuai.kernel.divisions import Level
from anhuai.workforce.rules import At, PostKind

definition = PostKind(
    title="儿童主任",
    title_en="Village child officer",
    at=At.DIVISION,
    one_a=Level.VILLAGE,
    checks_offences=True,
    basis=Basis(document="民发〔2019〕34号", confidence=Confidence.B),
    examples=(((), True),),
)
