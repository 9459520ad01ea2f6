"""探访发现: what a visitor found at the door and somebody must see to."""

from anhuai.cases.rules import CaseKind, Move, Outcome, State
from anhuai.kernel.confidence import Basis, Confidence

definition = CaseKind(
    title="探访发现",
    title_en="Found on a visit",
    outcomes=(Outcome.HELPED, Outcome.NO_NEED, Outcome.FALSE_ALARM),
    basis=Basis(
        document="",
        confidence=Confidence.C,
        note="取暖、用药、照料、受骗等问题由探访清单立案，轻重为产品缺省",
    ),
    examples=(
        (State.RAISED, Move.ACKNOWLEDGE, True),
        (State.RAISED, Move.RESOLVE, False),
        (State.ACKNOWLEDGED, Move.DISPATCH, True),
        (State.RESOLVED, Move.REVIEW, True),
    ),
)
