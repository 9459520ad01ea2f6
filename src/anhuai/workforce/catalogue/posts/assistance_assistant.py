"""社会救助协理员: helps people apply for assistance."""

from anhuai.kernel.confidence import Basis, Confidence
from anhuai.workforce.rules import At, PostKind

definition = PostKind(
    title="社会救助协理员",
    title_en="Assistance assistant",
    at=At.DIVISION,
    basis=Basis(document="", confidence=Confidence.C),
    examples=(((), True),),
)
