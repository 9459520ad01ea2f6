"""查明身份流浪乞讨人员接送返回率."""

from anhuai.plans.rules import Domain, Indicator, Kind, Reported, Words

definition = Indicator(
    title="查明身份流浪乞讨人员接送返回率",
    title_en="Return rate of identified vagrants",
    domain=Domain.ASSISTANCE,
    unit="%",
    kind=Kind.RATE,
    says="查明身份的流浪乞讨人员中已接送返回的百分比",
    says_en="Identified vagrants who were taken home",
    top=Words("已接送返回的人员", "persons returned"),
    bottom=Words("查明身份的人员", "identified persons"),
    reported=Reported(
        by=("民政局",),
        reason="没有流浪救助记录",
        reason_en="No record of vagrant relief",
        room="civil",
    ),
)
