"""村（居）委会有妇女委员."""

from anhuai.plans.rules import Domain, Indicator, Kind, Reported, Words

definition = Indicator(
    title="村（居）委会有妇女委员",
    title_en="Village/community committees with a woman member",
    domain=Domain.COMMUNITY,
    unit="%",
    kind=Kind.RATE,
    says="至少有一名妇女委员的村（居）委会所占百分比",
    says_en="Committees with at least one woman member",
    top=Words("有妇女委员的村（居）委会", "committees with a woman member"),
    bottom=Words("全部村（居）委会", "all committees"),
    reported=Reported(
        by=("民政局",),
        reason="没有村（居）委会成员记录",
        reason_en="No record of committee members",
        room="civil",
    ),
)
