"""每区县老年用品市场."""

from anhuai.plans.rules import Domain, Indicator, Kind, Reported, Words

definition = Indicator(
    title="每区县老年用品市场",
    title_en="Elder-products market/showroom per county",
    domain=Domain.ELDERLY,
    unit="个/区县",
    kind=Kind.RATIO,
    says="每个区县的老年用品市场（展厅）数",
    says_en="Elder-products markets or showrooms in each county",
    top=Words("老年用品市场", "markets"),
    bottom=Words("区县", "counties"),
    reported=Reported(
        by=("商务局",), reason="没有老年用品市场记录", reason_en="No record of such markets"
    ),
)
