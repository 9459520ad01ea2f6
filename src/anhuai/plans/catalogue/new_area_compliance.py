"""新建居住区配建养老服务设施达标率."""

from anhuai.plans.rules import Domain, Indicator, Kind, Reported, Words

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
    reported=Reported(
        by=(
            "自然资源局",
            "住房和城乡建设局",
        ),
        reason="没有居住项目记录",
        reason_en="No record of residential projects",
        room="siting",
    ),
)
