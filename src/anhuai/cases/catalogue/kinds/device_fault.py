"""设备故障: a device is silent, low or tampered with."""

from anhuai.cases.rules import CaseKind, Move, Outcome, State
from anhuai.kernel.confidence import Basis, Confidence

definition = CaseKind(
    title="设备故障",
    title_en="Device fault",
    outcomes=(Outcome.FAULT, Outcome.FALSE_ALARM, Outcome.TEST),
    basis=Basis(
        document="",
        confidence=Confidence.C,
        note="设备失联、电量低等按产品约定立案；标准名称见 JGJ/T 484，原文未核",
    ),
    examples=((State.RAISED, Move.ACKNOWLEDGE, True), (State.SHOWN, Move.REVIEW, False)),
)
