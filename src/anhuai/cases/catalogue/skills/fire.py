"""消防: fire."""

from anhuai.cases.rules import SkillKind
from anhuai.kernel.confidence import Basis, Confidence

definition = SkillKind(
    title="消防",
    title_en="Fire fighting",
    alarms=("smoke", "gas"),
    cases=(),
    basis=Basis(document="", confidence=Confidence.C, note="哪种呼叫需要哪种技能为产品约定，未核"),
    examples=(("alarm", ("gas",), True), ("alarm", ("fall",), False)),
)
