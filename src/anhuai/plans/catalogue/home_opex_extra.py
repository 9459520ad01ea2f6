"""敬老院每增1人增加运行经费."""

from anhuai.plans.rules import Domain, Indicator, Kind, Reported, Words

definition = Indicator(
    title="敬老院每增1人增加运行经费",
    title_en="Additional running budget per resident above 10",
    domain=Domain.FINANCE,
    unit="万元/人·年",
    kind=Kind.AMOUNT,
    says="敬老院超过10人后每增加1人的年运行经费",
    says_en="Additional yearly budget for each resident above 10",
    top=Words("增加的年度经费", "additional yearly budget"),
    reported=Reported(
        by=(
            "财政局",
            "民政局",
        ),
        reason="没有敬老院经费记录",
        reason_en="No record of running budgets",
        room="funds",
    ),
)
