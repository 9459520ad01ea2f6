"""培训优秀社会组织负责人."""

from anhuai.plans.rules import Domain, Indicator, Kind, Reported, Words

definition = Indicator(
    title="培训优秀社会组织负责人",
    title_en="Social-organisation leaders trained",
    domain=Domain.SOCIAL_ORG,
    unit="人次",
    kind=Kind.COUNT,
    says="规划期内社会组织负责人完成培训的人次",
    says_en="Trainings completed by leaders of social organisations",
    top=Words("完成培训的人次", "trainings completed"),
    reported=Reported(
        by=("民政局",),
        reason="没有社会组织负责人培训记录",
        reason_en="No record of their trainings",
        room="civil",
    ),
)
