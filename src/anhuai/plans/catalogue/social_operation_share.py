"""由社会力量运营的养老设施占比."""

from anhuai.plans.rules import Domain, Example, Indicator, Kind, Ratio, Words, of

definition = Indicator(
    title="由社会力量运营的养老设施占比",
    title_en="Share of facilities operated by non-state bodies",
    domain=Domain.ELDERLY,
    unit="%",
    kind=Kind.RATE,
    says="公办养老设施中由社会力量运营（公建民营）的百分比",
    says_en="Publicly owned elderly-care facilities run by non-state bodies",
    top=Words("公建民营的养老设施", "publicly owned, privately run facilities"),
    bottom=Words("在营公办养老设施（含公建民营）", "operating publicly owned facilities"),
    measure=Ratio(
        of(
            "facilities.operating",
            groups=("elderly_community", "elderly_residential"),
            ownership=("public_built_privately_run",),
        ),
        of(
            "facilities.operating",
            groups=("elderly_community", "elderly_residential"),
            ownership=("public", "public_built_privately_run"),
        ),
    ),
    note="分母为产权公有的养老机构和居家社区设施，不含民办",
    note_en="Private facilities are not in the denominator",
    examples=(
        Example((0, 0), None),
        Example((0, 4), "0"),
        Example((3, 4), "75"),
    ),
)
