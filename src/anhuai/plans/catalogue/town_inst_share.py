"""建有综合功能养老机构的乡镇占比."""

from anhuai.plans.rules import (
    RURAL_TOWNS,
    Domain,
    Example,
    Indicator,
    Kind,
    Words,
    share_of,
    source,
)

definition = Indicator(
    title="建有综合功能养老机构的乡镇占比",
    title_en="Share of townships with a multi-function elderly-care institution",
    domain=Domain.ELDERLY,
    unit="%",
    kind=Kind.RATE,
    says="有在营综合功能养老机构的乡镇所占百分比",
    says_en="Townships with an operating multi-function institution",
    top=Words("有综合功能养老机构的乡镇", "townships with such an institution"),
    bottom=Words("全部乡镇（不含街道）", "all townships, streets excluded"),
    measure=share_of(
        RURAL_TOWNS,
        source(
            "facilities.operating",
            groups=("elderly_community", "elderly_residential"),
            marks=("multi_function",),
        ),
    ),
    examples=(
        Example((0, 0), None),
        Example((0, 4), "0"),
        Example((4, 4), "100"),
    ),
)
