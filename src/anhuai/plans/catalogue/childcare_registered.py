"""登记备案的托育机构数."""

from anhuai.plans.rules import Domain, Example, Indicator, Kind, Words, count

definition = Indicator(
    title="登记备案的托育机构数",
    title_en="Registered and filed childcare institutions",
    domain=Domain.CHILDCARE,
    unit="家",
    kind=Kind.COUNT,
    says="持有有效备案的在营托育机构数",
    says_en="Operating childcare institutions with a filing in force",
    top=Words("已备案的托育机构", "filed childcare institutions"),
    measure=count(
        "facilities.operating", kinds=("childcare_institution",), licences=("childcare_filing",)
    ),
    examples=(
        Example((0,), "0"),
        Example((7,), "7"),
    ),
)
