"""支出过大: necessary spending, above all for illness, takes more than the ratio of the income."""

from anhuai.benefits.catalogue.rigid_expenditure_family import ratio, spending, year
from anhuai.benefits.rules.signals import Signal, SignalExample
from anhuai.kernel.confidence import Basis, Confidence
from anhuai.kernel.months import Month

definition = Signal(
    title="必需支出占收入过高",
    title_en="Necessary spending takes too much of the income",
    says="医疗、教育等必需支出占家庭总收入超过刚性支出困难家庭的比例。",
    says_en="Medical and other necessary spending exceeds the rigid-expenditure ratio.",
    basis=Basis(
        document="国办发〔2023〕39号；民发〔2024〕57号", confidence=Confidence.B,
        note="比例由地方规定，没有规定时不预警",
    ),
    test=spending * 100 > year * ratio.value,
    examples=(
        SignalExample(
            says="支出占 70%，当地比例 60%", month=Month(2026, 8),
            household={"necessary_spending_year": 2_100_000, "income_year": 3_000_000},
            raised=True,
        ),
        SignalExample(
            says="支出正好占 60%", month=Month(2026, 8),
            household={"necessary_spending_year": 1_800_000, "income_year": 3_000_000},
            raised=False,
        ),
        SignalExample(
            says="收入没有申报", month=Month(2026, 8),
            household={"necessary_spending_year": 1_800_000}, raised=False,
        ),
    ),
)  # fmt: skip
