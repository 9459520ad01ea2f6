"""How the work on a task is scored where the county has no scheme of its own."""

from anhuai.plans.rules.supervising import Case, Criterion, Scheme, Work

_GOOD = Work(
    progress=80, expected=80, steps=4, proven=4, months_due=4, months_reported=4, verified=90,
    orders=1, orders_late=0,
)  # fmt: skip
_POOR = Work(
    progress=20, expected=80, steps=2, proven=0, months_due=4, months_reported=2, verified=None,
    orders=1, orders_late=1,
)  # fmt: skip
_NEW = Work(
    progress=0, expected=0, steps=0, proven=0, months_due=0, months_reported=0, verified=None,
    orders=0, orders_late=0,
)  # fmt: skip


def _pace(work: Work) -> float | None:
    return min(1.0, work.progress / work.expected) if work.expected else None


def _verified(work: Work) -> float | None:
    return None if work.verified is None else work.verified / 100


def _proven(work: Work) -> float | None:
    return work.proven / work.steps if work.steps else None


def _monthly(work: Work) -> float | None:
    return min(1.0, work.months_reported / work.months_due) if work.months_due else None


def _answered(work: Work) -> float | None:
    return 1 - work.orders_late / work.orders if work.orders else None


definition = Scheme(
    title="任务工作评分",
    title_en="Score of the work on tasks",
    says="按进度、核验得分、佐证、按月报送和督办回复计分；没有依据的项不计入，权重按其余项折算。",
    says_en="Progress against time, the verified rating, proof, monthly reports and answers to "
    "supervision orders; a part without records is left out and the rest weigh accordingly.",
    criteria=(
        Criterion("pace", "进度不落后于时间", "Progress keeps up with time", 40, _pace),
        Criterion("verified", "核验得分", "Verified rating", 25, _verified),
        Criterion("proven", "进展有佐证材料", "Steps with proof", 10, _proven),
        Criterion("monthly", "按月报送", "Monthly reports", 15, _monthly),
        Criterion("answered", "督办按期回复", "Orders answered in time", 10, _answered),
    ),
    examples=(Case(_GOOD, 97.5), Case(_POOR, 23.3)),
)
