"""残疾人两项补贴覆盖率."""

from anhuai.plans.rules import Domain, Indicator, Kind, Reported, Words

definition = Indicator(
    title='残疾人"两项补贴"覆盖率',
    title_en="Coverage of the two disability subsidies",
    domain=Domain.ASSISTANCE,
    unit="%",
    kind=Kind.RATE,
    says="符合条件的残疾人中领到“两项补贴”的百分比",
    says_en="Eligible disabled persons who receive the two subsidies",
    top=Words("领到补贴的残疾人", "recipients"),
    bottom=Words("符合条件的残疾人", "eligible persons"),
    reported=Reported(
        by=(
            "民政局",
            "残疾人联合会",
        ),
        reason="没有补贴发放记录",
        reason_en="No record of payments",
        room="benefits",
    ),
)
