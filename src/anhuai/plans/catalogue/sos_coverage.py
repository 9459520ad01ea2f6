"""城乡独居老人一键通应急呼叫覆盖率."""

from anhuai.plans.rules import Domain, Indicator, Kind, Reported, Words

definition = Indicator(
    title="城乡独居老人一键通应急呼叫覆盖率",
    title_en="Emergency-call coverage of elders living alone",
    domain=Domain.ELDERLY,
    unit="%",
    kind=Kind.RATE,
    says="家中有在用紧急呼叫设备的独居老年人所占百分比",
    says_en="Elders living alone with an emergency-call device in use",
    top=Words("有设备的独居老年人", "elders with a device"),
    bottom=Words("独居老年人", "elders living alone"),
    reported=Reported(
        by=("民政局",),
        reason="没有设备安装和在线记录",
        reason_en="No record of devices",
        room="response",
    ),
)
