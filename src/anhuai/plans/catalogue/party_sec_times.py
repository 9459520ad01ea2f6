"""党组织书记每年集中培训次数."""

from anhuai.plans.rules import Domain, Indicator, Kind, Reported, Words

definition = Indicator(
    title="党组织书记每年集中培训次数",
    title_en="Party secretaries: trainings per year",
    domain=Domain.SOCIAL_ORG,
    unit="次/年",
    kind=Kind.FREQUENCY,
    says="每名社会组织党组织书记每年集中培训的最少次数",
    says_en="Least number of trainings of each party secretary in a year",
    top=Words("集中培训次数", "trainings"),
    reported=Reported(
        by=("民政局",),
        reason="没有党组织书记培训记录",
        reason_en="No record of their trainings",
        room="civil",
    ),
)
