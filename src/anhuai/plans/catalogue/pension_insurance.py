"""基本养老保险参保率."""

from anhuai.plans.rules import Domain, Indicator, Kind, Reported, Words

definition = Indicator(
    title="基本养老保险参保率",
    title_en="Basic pension insurance enrolment rate",
    domain=Domain.ELDERLY,
    unit="%",
    kind=Kind.RATE,
    says="应参保人员中参加基本养老保险的百分比",
    says_en="Persons who should be insured and are in the basic pension insurance",
    top=Words("参保人员", "insured persons"),
    bottom=Words("应参保人员", "persons who should be insured"),
    reported=Reported(
        by=("人力资源和社会保障局",),
        reason="参保数据由人社部门掌握",
        reason_en="The social-security authority keeps the records",
    ),
)
