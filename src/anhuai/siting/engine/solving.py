"""One model to HiGHS and an honest answer back: value, bound, gap, and whether it is proven.

A solver stopped by its clock is never called optimal (evidence/siting.md §2).
"""

from dataclasses import dataclass, field
from enum import StrEnum
from math import inf
from typing import Any

import highspy
import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

TOLERANCE = 1e-6
PRIMAL = 4


class Status(StrEnum):
    """How far an answer can be trusted."""

    OPTIMAL = "optimal"  # proven: no plan does better
    STOPPED = "stopped"  # the best found until the clock ran out; the bound says how far off
    INFEASIBLE = "infeasible"  # no plan meets every limit
    UNKNOWN = "unknown"  # the clock ran out before any plan was found


@dataclass(frozen=True, slots=True)
class Model:
    """A linear model: columns from `low` to `high`, whole where `whole`, rows between bounds."""

    objective: NDArray[np.float64]
    low: NDArray[np.float64]
    high: NDArray[np.float64]
    whole: NDArray[np.bool_]
    matrix: csr_matrix
    row_low: NDArray[np.float64]
    row_high: NDArray[np.float64]
    maximise: bool = True


@dataclass(frozen=True, slots=True)
class Solution:
    """What the solver found; `bound` is what no plan can better."""

    status: Status
    value: float = 0.0
    bound: float = inf
    columns: NDArray[np.float64] = field(default_factory=lambda: np.zeros(0))
    reduced: NDArray[np.float64] = field(default_factory=lambda: np.zeros(0))


def solve(
    model: Model, *, seconds: float, relaxed: bool = False, start: NDArray[np.float64] | None = None
) -> Solution:
    """Return the best plan found in `seconds`; `relaxed` lets whole columns take any value."""
    solver: Any = highspy.Highs()  # type: ignore[no-untyped-call]
    solver.setOptionValue("output_flag", False)  # noqa: FBT003
    solver.setOptionValue("time_limit", float(seconds))
    solver.setOptionValue("mip_rel_gap", 0.0)
    solver.setOptionValue("mip_abs_gap", TOLERANCE)
    solver.setOptionValue("threads", 1)
    if relaxed:  # nothing built is a plan to begin with: the primal simplex needs half the time
        solver.setOptionValue("simplex_strategy", PRIMAL)
    solver.passModel(_told(model, relaxed=relaxed))
    if start is not None and not relaxed:
        guess = highspy.HighsSolution()
        guess.col_value = start.tolist()
        solver.setSolution(guess)
    solver.run()
    return _answer(solver, model, relaxed=relaxed)


def _told(model: Model, *, relaxed: bool) -> highspy.HighsLp:
    told = highspy.HighsLp()
    told.num_col_, told.num_row_ = len(model.low), model.matrix.shape[0]
    sense = highspy.ObjSense.kMaximize if model.maximise else highspy.ObjSense.kMinimize
    told.sense_ = sense
    told.col_cost_, told.col_lower_, told.col_upper_ = model.objective, model.low, model.high
    told.row_lower_, told.row_upper_ = model.row_low, model.row_high
    told.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    told.a_matrix_.start_ = model.matrix.indptr
    told.a_matrix_.index_ = model.matrix.indices
    told.a_matrix_.value_ = model.matrix.data
    if not relaxed and model.whole.any():
        kinds = highspy.HighsVarType
        told.integrality_ = [kinds.kInteger if one else kinds.kContinuous for one in model.whole]
    return told


def _answer(solver: highspy.Highs, model: Model, *, relaxed: bool) -> Solution:
    told, info = solver.getModelStatus(), solver.getInfo()
    kinds = highspy.HighsModelStatus
    if told in (kinds.kInfeasible, kinds.kUnboundedOrInfeasible):
        return Solution(Status.INFEASIBLE)
    found = info.primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible
    whole = model.whole.any() and not relaxed
    bound = info.mip_dual_bound if whole else info.objective_function_value
    if not found:
        return Solution(Status.UNKNOWN, bound=bound)
    solution = solver.getSolution()
    return Solution(
        Status.OPTIMAL if told == kinds.kOptimal else Status.STOPPED,
        info.objective_function_value, bound,
        np.array(solution.col_value), np.array(solution.col_dual),
    )  # fmt: skip
