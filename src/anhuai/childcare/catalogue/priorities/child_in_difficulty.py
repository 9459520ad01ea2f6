"""困境儿童 and orphans: the register knows."""

from anhuai.childcare.rules.ranking import Priority
from anhuai.kernel.confidence import Basis, Confidence

definition = Priority(
    title="困境儿童家庭",
    title_en="Children in difficulty",
    says="孤儿、事实无人抚养儿童、困境儿童，按登记情形认定，不另交材料。",
    says_en="Orphans, unattended children and children in difficulty, by the register.",
    circumstances=("orphan", "de_facto_unattended_child", "child_in_difficulty"),
    basis=Basis(document="", confidence=Confidence.C, note="由县里公布优先次序，未见全国统一规定"),
    examples=((("orphan",), True), ((), False)),
)
