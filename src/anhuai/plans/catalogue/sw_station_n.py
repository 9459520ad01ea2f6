"""乡镇社会工作站建成数."""

from anhuai.plans.rules import Domain, Example, Indicator, Kind, Words, count

definition = Indicator(
    title="乡镇社会工作站建成数",
    title_en="Township social-work stations built",
    domain=Domain.SOCIAL_ORG,
    unit="个",
    kind=Kind.COUNT,
    says="在营的乡镇（街道）社会工作站数",
    says_en="Operating township social-work stations",
    top=Words("社会工作站", "social-work stations"),
    measure=count("facilities.operating", kinds=("social_work_station",)),
    examples=(
        Example((0,), "0"),
        Example((7,), "7"),
    ),
)
