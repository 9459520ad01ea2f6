"""低保 and 特困 families: the register knows."""

from anhuai.childcare.rules.ranking import Priority
from anhuai.kernel.confidence import Basis, Confidence

definition = Priority(
    title="低保、特困等家庭",
    title_en="Low-income families",
    says="儿童或监护人在享低保、特困、低保边缘，按登记情形认定。",
    says_en="The child or a guardian has dibao, tekun or marginal status, by the register.",
    circumstances=("dibao", "dibao_individual", "tekun", "edge"),
    basis=Basis(document="", confidence=Confidence.C, note="由县里公布优先次序，未见全国统一规定"),
    examples=((("dibao",), True), ((), False)),
)
