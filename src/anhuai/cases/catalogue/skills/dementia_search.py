"""失智老人寻找: finding people with dementia."""

from anhuai.cases.rules import SkillKind
from anhuai.kernel.confidence import Basis, Confidence

definition = SkillKind(
    title="失智老人寻找",
    title_en="Finding people with dementia",
    alarms=("fence_exit", "risk_entry"),
    cases=("search",),
    basis=Basis(document="", confidence=Confidence.C, note="哪种呼叫需要哪种技能为产品约定，未核"),
    examples=(("search", (), True), ("alarm", ("fence_exit",), True), ("alarm", ("sos",), False)),
)
