"""搬扶: lifting somebody who fell."""

from anhuai.cases.rules import SkillKind
from anhuai.kernel.confidence import Basis, Confidence

definition = SkillKind(
    title="搬扶",
    title_en="Lifting",
    alarms=("fall", "cord"),
    cases=(),
    basis=Basis(document="", confidence=Confidence.C, note="哪种呼叫需要哪种技能为产品约定，未核"),
    examples=(("alarm", ("fall",), True), ("alarm", ("abnormal",), False)),
)
