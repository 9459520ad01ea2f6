"""平台故障: the platform found that something of itself does not work."""

from anhuai.cases.rules import CaseKind, Move, Outcome, State
from anhuai.kernel.confidence import Basis, Confidence

definition = CaseKind(
    title="平台故障",
    title_en="Platform fault",
    outcomes=(Outcome.FAULT, Outcome.FALSE_ALARM, Outcome.TEST),
    basis=Basis(
        document="", confidence=Confidence.C, note="看门狗按产品约定立案；国家未见相应规范"
    ),
    examples=((State.RAISED, Move.ACKNOWLEDGE, True), (State.RAISED, Move.RESOLVE, False)),
)
