"""Families with disability: the register knows."""

from anhuai.childcare.rules.ranking import Priority
from anhuai.kernel.confidence import Basis, Confidence

definition = Priority(
    title="残疾人家庭",
    title_en="Families with disability",
    says="儿童或监护人持残疾证，按登记情形认定。",
    says_en="The child or a guardian holds a disability certificate, by the register.",
    circumstances=("disability", "severe_disability"),
    basis=Basis(document="", confidence=Confidence.C, note="由县里公布优先次序，未见全国统一规定"),
    examples=((("disability",), True), ((), False)),
)
