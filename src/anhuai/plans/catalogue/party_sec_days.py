"""党组织书记累计培训时间."""

from anhuai.plans.rules import Domain, Indicator, Kind, Reported, Words

definition = Indicator(
    title="党组织书记累计培训时间",
    title_en="Party secretaries: training days",
    domain=Domain.SOCIAL_ORG,
    unit="天",
    kind=Kind.FREQUENCY,
    says="每名社会组织党组织书记累计培训天数",
    says_en="Training days of each party secretary",
    top=Words("培训天数", "training days"),
    reported=Reported(
        by=("民政局",),
        reason="没有党组织书记培训记录",
        reason_en="No record of their trainings",
        room="civil",
    ),
)
