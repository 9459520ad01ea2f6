"""A brother or sister is at the nursery."""

from anhuai.childcare.rules.ranking import Priority
from anhuai.kernel.confidence import Basis, Confidence

definition = Priority(
    title="有兄弟姐妹在园",
    title_en="A sibling attends",
    says="同一监护人的另一个孩子正在这家机构。",
    says_en="Another child of the same guardian attends this nursery.",
    own="sibling",
    basis=Basis(document="", confidence=Confidence.C, note="由县里公布优先次序，未见全国统一规定"),
    examples=((("sibling",), True), ((), False)),
)
