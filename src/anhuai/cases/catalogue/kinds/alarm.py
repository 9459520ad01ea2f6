"""呼叫: somebody or something called for help."""

from anhuai.cases.rules import CaseKind, Move, Outcome, State
from anhuai.kernel.confidence import Basis, Confidence

definition = CaseKind(
    title="呼叫",
    title_en="Call for help",
    outcomes=(Outcome.HELPED, Outcome.NO_NEED, Outcome.FALSE_ALARM, Outcome.TEST),
    basis=Basis(
        document="",
        confidence=Confidence.C,
        note="受理、派出、到场、办结、复核的次序为产品约定；国家未见一键呼叫的处置规范",
    ),
    examples=(
        (State.RAISED, Move.ACKNOWLEDGE, True),
        (State.RAISED, Move.DISPATCH, False),
        (State.ACKNOWLEDGED, Move.ACKNOWLEDGE, False),
        (State.ACKNOWLEDGED, Move.RESOLVE, True),
        (State.RESOLVED, Move.RESOLVE, False),
        (State.RESOLVED, Move.REVIEW, True),
        (State.REVIEWED, Move.REVIEW, False),
    ),
)
