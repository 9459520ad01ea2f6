"""年均遗体火化率."""

from anhuai.plans.rules import Domain, Indicator, Kind, Reported, Words

definition = Indicator(
    title="年均遗体火化率",
    title_en="Cremation rate",
    domain=Domain.FUNERAL,
    unit="%",
    kind=Kind.RATE,
    says="当年火化遗体数占死亡人数的百分比",
    says_en="Cremations among the deaths of the year",
    top=Words("火化数", "cremations"),
    bottom=Words("死亡人数", "deaths"),
    reported=Reported(
        by=("民政局",), reason="没有殡葬记录", reason_en="No record of funerals", room="civil"
    ),
)
