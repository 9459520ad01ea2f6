"""基本医疗保险参保率."""

from anhuai.plans.rules import Domain, Indicator, Kind, Reported, Words

definition = Indicator(
    title="基本医疗保险参保率",
    title_en="Basic medical insurance enrolment rate",
    domain=Domain.ELDERLY,
    unit="%",
    kind=Kind.RATE,
    says="参加基本医疗保险的人员所占百分比",
    says_en="Persons in the basic medical insurance",
    top=Words("参保人员", "insured persons"),
    bottom=Words("应参保人员", "persons who should be insured"),
    reported=Reported(
        by=("医疗保障局",),
        reason="参保数据由医保部门掌握",
        reason_en="The medical-insurance authority keeps the records",
    ),
)
