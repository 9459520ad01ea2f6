"""3岁以下婴幼儿照护机构试点驻地镇数."""

from anhuai.plans.rules import (
    PREFECTURES,
    CountOfDivisions,
    Domain,
    Example,
    Having,
    Indicator,
    Kind,
    Words,
    source,
)

definition = Indicator(
    title="3岁以下婴幼儿照护机构试点驻地镇数",
    title_en="Pilot towns with infant-care institution",
    domain=Domain.CHILDCARE,
    unit="个",
    kind=Kind.COUNT,
    says="有试点托育机构投入运营的市（州）数",
    says_en="Prefectures with an operating pilot childcare institution",
    top=Words("有试点机构的市（州）", "prefectures with a pilot institution"),
    measure=CountOfDivisions(
        Having(PREFECTURES, source("facilities.operating", groups=("childcare",), marks=("pilot",)))
    ),
    examples=(
        Example((0, 21), "0"),
        Example((21, 21), "21"),
    ),
)
