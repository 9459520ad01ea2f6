"""居民公约、村规民约、自治章程覆盖率."""

from anhuai.plans.rules import Domain, Indicator, Kind, Reported, Words

definition = Indicator(
    title="居民公约、村规民约、自治章程覆盖率",
    title_en="Coverage of community charters and village rules",
    domain=Domain.COMMUNITY,
    unit="%",
    kind=Kind.RATE,
    says="有现行居民公约、村规民约或自治章程备案的村（社区）所占百分比",
    says_en="Communities and villages with a current charter on file",
    top=Words("有现行公约章程的村（社区）", "communities with a charter"),
    bottom=Words("全部村（社区）", "all communities and villages"),
    reported=Reported(
        by=("民政局",),
        reason="没有公约章程备案记录",
        reason_en="No record of charters",
        room="civil",
    ),
)
