"""兜底公办养老机构覆盖率."""

from anhuai.plans.rules import COUNTIES, Domain, Example, Indicator, Kind, Words, share_of, source

definition = Indicator(
    title="兜底公办养老机构覆盖率",
    title_en="Coverage by public safety-net elderly-care institution",
    domain=Domain.ELDERLY,
    unit="%",
    kind=Kind.RATE,
    says="有接收特困人员的在营公办养老机构的县（区）所占百分比",
    says_en="Counties with an operating public institution that admits tekun persons",
    top=Words("有兜底公办养老机构的县（区）", "counties with such an institution"),
    bottom=Words("全部县（区）", "all counties"),
    measure=share_of(
        COUNTIES,
        source(
            "facilities.operating",
            groups=("elderly_residential",),
            ownership=("public", "public_built_privately_run"),
            marks=("admits_tekun",),
        ),
    ),
    note="按县（区）计；乡镇一级不适用",
    note_en="By county: not applicable to a single town",
    examples=(
        Example((0, 0), None),
        Example((0, 4), "0"),
        Example((4, 4), "100"),
    ),
)
