"""护理: nursing."""

from anhuai.cases.rules import SkillKind
from anhuai.kernel.confidence import Basis, Confidence

definition = SkillKind(
    title="护理",
    title_en="Nursing",
    alarms=("abnormal", "bed_exit"),
    cases=(),
    basis=Basis(document="", confidence=Confidence.C, note="哪种呼叫需要哪种技能为产品约定，未核"),
    examples=(("alarm", ("abnormal",), True), ("alarm", ("gas",), False)),
)
