"""儿童督导员: guides the child officers of a town, one a town."""

from anhuai.kernel.confidence import Basis, Confidence
from anhuai.kernel.divisions import Level
from anhuai.workforce.rules import At, PostKind

definition = PostKind(
    title="儿童督导员",
    title_en="Township child supervisor",
    at=At.DIVISION,
    one_a=Level.TOWN,
    checks_offences=True,
    basis=Basis(document="民发〔2019〕34号", confidence=Confidence.B),
    examples=(((), True),),
)
