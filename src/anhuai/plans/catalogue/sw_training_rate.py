"""持证社工培训率."""

from anhuai.plans.rules import YEAR, Domain, Example, Indicator, Kind, Ratio, Words, of

definition = Indicator(
    title="持证社工培训率",
    title_en="Training rate of certified social workers",
    domain=Domain.WORKFORCE,
    unit="%",
    kind=Kind.RATE,
    says="当年完成过培训的持证社会工作者所占百分比",
    says_en="Certified social workers trained in the year",
    top=Words("当年受训的持证社会工作者", "trained in the year"),
    bottom=Words("在岗持证社会工作者", "certified social workers in post"),
    measure=Ratio(
        of("workforce.posts", kinds=("social_worker",), certified=True, trained=YEAR),
        of("workforce.posts", kinds=("social_worker",), certified=True),
    ),
    examples=(
        Example((0, 0), None),
        Example((0, 4), "0"),
        Example((3, 4), "75"),
    ),
)
