"""专业社会工作人才占总人口比例."""

from anhuai.plans.rules import Domain, Example, Indicator, Kind, Ratio, Words, of

definition = Indicator(
    title="专业社会工作人才占总人口比例",
    title_en="Professional social workers per population",
    domain=Domain.WORKFORCE,
    unit="‰",
    kind=Kind.RATE,
    says="持证社会工作者与常住人口之比，按千分比计",
    says_en="Certified social workers for each 1,000 residents",
    top=Words("持证社会工作者", "certified social workers"),
    bottom=Words("常住人口", "residents"),
    measure=Ratio(
        of("workforce.posts", kinds=("social_worker",), certified=True),
        of("people.residents"),
        times=1000,
    ),
    examples=(
        Example((0, 0), None),
        Example((0, 4), "0"),
        Example((61, 152500), "0.4"),
    ),
)
