"""Towns by the share of the comparable targets they have not met: help where it lacks."""

from fractions import Fraction

from anhuai.plans.rules.allotting import Allotment, Case, Claim, Whom


def _weight(claim: Claim) -> Fraction:
    return 100 - Fraction(str(claim.points)) if claim.points is not None else Fraction(0)


definition = Allotment(
    title="按乡镇目标差距",
    title_en="By towns' share of targets not met",
    says="权重 = 未达到的可比指标占可判断指标的百分比；没有可判断指标的乡镇不参与。",
    says_en="Weight = percentage of the judged comparable targets that are not met; "
    "a town without any takes no part.",
    whom=Whom.TOWN,
    weight=_weight,
    examples=(
        Case(Claim(points=75.0, count=4), Fraction(25)),
        Case(Claim(points=100.0, count=4), Fraction(0)),
        Case(Claim(points=None), Fraction(0)),
    ),
)
