"""服务投诉: what somebody complains of about a service at the door."""

from anhuai.cases.rules import CaseKind, Move, Outcome, State
from anhuai.kernel.confidence import Basis, Confidence

definition = CaseKind(
    title="服务投诉",
    title_en="Complaint about a service",
    outcomes=(Outcome.HELPED, Outcome.NO_NEED, Outcome.FALSE_ALARM),
    basis=Basis(
        document="",
        confidence=Confidence.C,
        note="老人或家属对服务订单的投诉；轻重为产品缺省",
    ),
    examples=(
        (State.RAISED, Move.ACKNOWLEDGE, True),
        (State.RAISED, Move.RESOLVE, False),
        (State.ACKNOWLEDGED, Move.DISPATCH, True),
        (State.RESOLVED, Move.REVIEW, True),
    ),
)
