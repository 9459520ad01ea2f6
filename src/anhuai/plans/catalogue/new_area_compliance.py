"""新建居住区配建养老服务设施达标率."""

from anhuai.plans.rules import Domain, Example, Indicator, Kind, Ratio, Words, of

definition = Indicator(
    title="新建居住区配建养老服务设施达标率",
    title_en="Compliance of elderly-care premises in new residential areas",
    domain=Domain.ELDERLY,
    unit="%",
    kind=Kind.RATE,
    says="按标准配建养老服务设施的新建居住项目所占百分比",
    says_en="New residential projects delivered with compliant elderly-care premises",
    top=Words("配建达标的新建居住项目", "compliant projects"),
    bottom=Words("建成的新建居住项目", "projects completed"),
    measure=Ratio(
        of("siting.projects", compliant=True),
        of("siting.projects"),
    ),
    note="达标是指用房已移交且面积不少于登记时标准算出的面积",
    note_en="Compliant: handed over and as large as the norm of its first day asked",
    examples=(
        Example((0, 0), None),
        Example((0, 4), "0"),
        Example((13, 20), "65"),
    ),
)
