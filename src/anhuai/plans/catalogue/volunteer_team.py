"""志愿者服务队伍覆盖率."""

from anhuai.plans.rules import (
    COMMITTEES,
    TOWNS,
    Domain,
    Example,
    Having,
    Indicator,
    Kind,
    ShareOfDivisions,
    Words,
    source,
)

definition = Indicator(
    title="志愿者服务队伍覆盖率",
    title_en="Volunteer team coverage",
    domain=Domain.VOLUNTEER,
    unit="%",
    kind=Kind.RATE,
    says="有志愿服务队伍的乡镇（街道）与村（社区）合计所占百分比",
    says_en="Towns and villages with a registered volunteer team, taken together",
    top=Words("有志愿服务队伍的乡镇（街道）和村（社区）", "towns and villages with a team"),
    bottom=Words("全部乡镇（街道）和村（社区）", "all towns and villages"),
    measure=ShareOfDivisions(
        (Having(TOWNS, source("civil.teams")), Having(COMMITTEES, source("civil.teams")))
    ),
    examples=(
        Example((0, 0), None),
        Example((0, 4), "0"),
        Example((4, 4), "100"),
    ),
)
