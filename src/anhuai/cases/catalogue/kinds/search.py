"""寻人: somebody at risk is missing."""

from anhuai.cases.rules import CaseKind, Move, Outcome, State
from anhuai.kernel.confidence import Basis, Confidence

definition = CaseKind(
    title="寻人",
    title_en="Missing person",
    outcomes=(Outcome.FOUND, Outcome.FALSE_ALARM, Outcome.TEST),
    basis=Basis(
        document="",
        confidence=Confidence.C,
        note="办理次序为产品约定；发布寻人信息的依据为个人信息保护法第十三条第四项",
    ),
    examples=((State.RAISED, Move.ACKNOWLEDGE, True), (State.RESOLVED, Move.RESOLVE, False)),
)
