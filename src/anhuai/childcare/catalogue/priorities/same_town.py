"""The family lives in the nursery's town."""

from anhuai.childcare.rules.ranking import Priority
from anhuai.kernel.confidence import Basis, Confidence

definition = Priority(
    title="本乡镇（街道）常住",
    title_en="Lives in the same town",
    says="常住地与机构在同一乡镇（街道）。",
    says_en="The child lives in the nursery's town.",
    own="town",
    basis=Basis(document="", confidence=Confidence.C, note="由县里公布优先次序，未见全国统一规定"),
    examples=((("town",), True), ((), False)),
)
