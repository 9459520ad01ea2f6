"""敬老院运行经费(10人及以下)."""

from anhuai.plans.rules import Domain, Indicator, Kind, Reported, Words

definition = Indicator(
    title="敬老院运行经费(10人及以下)",
    title_en="Minimum running budget of small township homes",
    domain=Domain.FINANCE,
    unit="万元/年",
    kind=Kind.AMOUNT,
    says="入住10人及以下的敬老院每年运行经费",
    says_en="Yearly running budget of township homes with up to 10 residents",
    top=Words("年度运行经费", "yearly budget"),
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
