"""儿童督导员、儿童主任配备率."""

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
    title="儿童督导员、儿童主任配备率",
    title_en="Allocation of child supervisors and child directors",
    domain=Domain.CHILDREN,
    unit="%",
    kind=Kind.RATE,
    says="配有儿童督导员的乡镇（街道）与配有儿童主任的村（社区）合计所占百分比",
    says_en="Towns with a child supervisor and villages with a child officer, taken together",
    top=Words("已配备的乡镇（街道）和村（社区）", "towns and villages that have one"),
    bottom=Words("全部乡镇（街道）和村（社区）", "all towns and villages"),
    measure=ShareOfDivisions(
        (
            Having(TOWNS, source("workforce.posts", kinds=("township_child_supervisor",))),
            Having(COMMITTEES, source("workforce.posts", kinds=("village_child_officer",))),
        )
    ),
    note="农场、园区等不属于乡镇（街道）",
    note_en="Farms and development zones are not counted as towns",
    examples=(
        Example((0, 0), None),
        Example((0, 4), "0"),
        Example((4, 4), "100"),
    ),
)
