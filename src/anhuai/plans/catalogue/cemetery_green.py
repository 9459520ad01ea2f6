"""公墓绿化改造."""

from anhuai.plans.rules import Domain, Indicator, Kind, Reported, Words

definition = Indicator(
    title="公墓绿化改造",
    title_en="Cemetery greening",
    domain=Domain.FUNERAL,
    unit="公里",
    kind=Kind.LENGTH,
    says="验收的公墓绿化改造长度",
    says_en="Cemetery greening accepted",
    top=Words("绿化长度", "length greened"),
    reported=Reported(
        by=("民政局",),
        reason="没有公墓工程长度记录",
        reason_en="No record of cemetery works by length",
        room="civil",
    ),
)
