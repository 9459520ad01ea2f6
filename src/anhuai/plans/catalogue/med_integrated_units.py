"""医养结合优质服务单位."""

from anhuai.plans.rules import Domain, Example, Indicator, Kind, Words, count

definition = Indicator(
    title="医养结合优质服务单位",
    title_en="Quality integrated medical-care units",
    domain=Domain.ELDERLY,
    unit="家",
    kind=Kind.COUNT,
    says="评定为医养结合优质服务单位的在营机构数",
    says_en="Operating units named for good integrated medical care",
    top=Words("医养结合优质服务单位", "units"),
    measure=count(
        "facilities.operating",
        groups=("elderly_community", "elderly_residential"),
        marks=("integrated_care_quality",),
    ),
    examples=(
        Example((0,), "0"),
        Example((7,), "7"),
    ),
)
