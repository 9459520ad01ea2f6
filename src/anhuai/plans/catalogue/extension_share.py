"""开展居家社区延伸服务的公办养老机构占比."""

from anhuai.plans.rules import Domain, Example, Indicator, Kind, Ratio, Words, of

definition = Indicator(
    title="开展居家社区延伸服务的公办养老机构占比",
    title_en="Share of public institutions offering outreach services",
    domain=Domain.ELDERLY,
    unit="%",
    kind=Kind.RATE,
    says="开展居家社区延伸服务的公办养老机构所占百分比",
    says_en="Public institutions that offer outreach to homes and communities",
    top=Words("开展延伸服务的公办养老机构", "public institutions with outreach"),
    bottom=Words("在营公办养老机构", "operating public institutions"),
    measure=Ratio(
        of(
            "facilities.operating",
            groups=("elderly_residential",),
            ownership=("public", "public_built_privately_run"),
            marks=("outreach",),
        ),
        of(
            "facilities.operating",
            groups=("elderly_residential",),
            ownership=("public", "public_built_privately_run"),
        ),
    ),
    examples=(
        Example((0, 0), None),
        Example((0, 4), "0"),
        Example((3, 4), "75"),
    ),
)
