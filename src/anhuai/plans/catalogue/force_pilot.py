"""整合基层养老育幼服务力量试点县数."""

from anhuai.plans.rules import Domain, Indicator, Kind, Reported, Words

definition = Indicator(
    title="整合基层养老育幼服务力量试点县数",
    title_en="Pilot counties for integrated grassroots staff",
    domain=Domain.WORKFORCE,
    unit="个",
    kind=Kind.COUNT,
    says="开展整合基层养老育幼服务力量试点的县（市、区）数",
    says_en="Counties that pilot integrated grassroots staff",
    top=Words("试点县（市、区）", "pilot counties"),
    reported=Reported(by=("民政局",), reason="没有试点批复记录", reason_en="No record of pilots"),
)
