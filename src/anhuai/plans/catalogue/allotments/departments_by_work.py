"""Departments by the score of their work and how many tasks they lead."""

from fractions import Fraction

from anhuai.plans.rules.allotting import Allotment, Case, Claim, Whom


def _weight(claim: Claim) -> Fraction:
    """Points are a share of the work done: a department without a score asks for nothing yet."""
    return Fraction(str(claim.points)) * claim.count / 100 if claim.points else Fraction(0)


definition = Allotment(
    title="按部门得分和任务量",
    title_en="By departments' scores and number of tasks",
    says="权重 = 任务得分 ÷ 100 × 牵头任务数；没有得分的部门不参与分配。",
    says_en="Weight = score ÷ 100 × tasks led; a department without a score gets no share.",
    whom=Whom.DEPARTMENT,
    weight=_weight,
    examples=(
        Case(Claim(points=80, count=5), Fraction(4)),
        Case(Claim(points=None, count=5), Fraction(0)),
        Case(Claim(points=0, count=5), Fraction(0)),
    ),
)
