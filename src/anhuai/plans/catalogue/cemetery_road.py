"""公墓内道路改造."""

from anhuai.plans.rules import Domain, Indicator, Kind, Reported, Words

definition = Indicator(
    title="公墓内道路改造",
    title_en="Cemetery roads rebuilt",
    domain=Domain.FUNERAL,
    unit="公里",
    kind=Kind.LENGTH,
    says="验收的公墓内道路改造长度",
    says_en="Cemetery roads rebuilt and accepted",
    top=Words("改造长度", "length rebuilt"),
    reported=Reported(
        by=("民政局",),
        reason="没有公墓工程长度记录",
        reason_en="No record of cemetery works by length",
        room="civil",
    ),
)
