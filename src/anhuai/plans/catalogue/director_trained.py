"""养老机构负责人培训覆盖率."""

from anhuai.plans.rules import TWO_YEARS, Domain, Example, Indicator, Kind, Ratio, Words, of

definition = Indicator(
    title="养老机构负责人培训覆盖率",
    title_en="Institution heads trained every two years",
    domain=Domain.WORKFORCE,
    unit="%",
    kind=Kind.RATE,
    says="近24个月完成过培训的养老机构负责人所占百分比",
    says_en="Institution heads with a training in the last 24 months",
    top=Words("近24个月受训的负责人", "heads trained within 24 months"),
    bottom=Words("在岗养老机构负责人", "institution heads in post"),
    measure=Ratio(
        of("workforce.posts", kinds=("institution_head",), trained=TWO_YEARS),
        of("workforce.posts", kinds=("institution_head",)),
    ),
    examples=(
        Example((0, 0), None),
        Example((0, 4), "0"),
        Example((3, 4), "75"),
    ),
)
