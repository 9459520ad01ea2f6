"""急救: first aid."""

from anhuai.cases.rules import SkillKind
from anhuai.kernel.confidence import Basis, Confidence

definition = SkillKind(
    title="急救",
    title_en="First aid",
    alarms=("sos", "cord", "fall", "no_motion", "abnormal"),
    cases=(),
    basis=Basis(document="", confidence=Confidence.C, note="哪种呼叫需要哪种技能为产品约定，未核"),
    examples=(("alarm", ("fall",), True), ("alarm", ("smoke",), False), ("alarm", (), False)),
)
