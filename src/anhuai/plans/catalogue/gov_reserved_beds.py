"""公建民营保留床位比例."""

from anhuai.plans.rules import Domain, Example, Indicator, Kind, Ratio, Words, of

definition = Indicator(
    title="公建民营保留床位比例",
    title_en="Beds reserved for government-supported residents",
    domain=Domain.ELDERLY,
    unit="%",
    kind=Kind.RATE,
    says="公建民营养老机构中属于公办的保留床位占其全部床位的百分比",
    says_en="Beds kept by the government in publicly owned, privately run homes",
    top=Words("保留的公办床位", "beds kept by the government"),
    bottom=Words("公建民营机构床位", "beds of publicly owned, privately run homes"),
    measure=Ratio(
        of(
            "facilities.beds",
            groups=("elderly_residential",),
            ownership=("public_built_privately_run",),
            public=True,
        ),
        of(
            "facilities.beds",
            groups=("elderly_residential",),
            ownership=("public_built_privately_run",),
        ),
    ),
    note="各院合并计算，不逐院判断",
    note_en="All homes together, not each by itself",
    examples=(
        Example((0, 0), None),
        Example((0, 4), "0"),
        Example((3, 4), "75"),
    ),
)
