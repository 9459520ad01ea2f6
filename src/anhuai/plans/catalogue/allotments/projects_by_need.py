"""Projects by the money they still lack, less where their records warn."""

from fractions import Fraction

from anhuai.plans.rules.allotting import Allotment, Case, Claim, Whom


def _weight(claim: Claim) -> Fraction:
    return Fraction(claim.need or 0, 1 + claim.risks)


definition = Allotment(
    title="按项目资金缺口和风险",
    title_en="By what projects lack, and their risks",
    says="权重 = 资金缺口 ÷（1 + 风险项数）；缺口为计划投资减已支出，分配不超过缺口；"
    "已验收和已取消的项目不参与。",
    says_en="Weight = what is lacking ÷ (1 + warnings); lacking is the budget less what was spent, "
    "and no project gets more; accepted and cancelled projects take no part.",
    whom=Whom.PROJECT,
    weight=_weight,
    examples=(
        Case(Claim(need=100_00, risks=0), Fraction(100_00)),
        Case(Claim(need=100_00, risks=1), Fraction(50_00)),
        Case(Claim(need=0), Fraction(0)),
        Case(Claim(need=None), Fraction(0)),
    ),
)
