"""养老机构医养结合率."""

from anhuai.plans.rules import Domain, Example, Indicator, Kind, Ratio, Words, of

definition = Indicator(
    title="养老机构医养结合率",
    title_en="Institutions able to provide medical care",
    domain=Domain.ELDERLY,
    unit="%",
    kind=Kind.RATE,
    says="内设医疗机构或与医疗机构签约的在营养老机构所占百分比",
    says_en="Operating institutions with an in-house clinic or a medical contract",
    top=Words("能提供医疗服务的养老机构", "institutions able to give medical care"),
    bottom=Words("在营养老机构", "operating elderly-care institutions"),
    measure=Ratio(
        of(
            "facilities.operating",
            groups=("elderly_residential",),
            marks=("in_house_clinic", "medical_contract"),
        ),
        of("facilities.operating", groups=("elderly_residential",)),
    ),
    examples=(
        Example((0, 0), None),
        Example((0, 4), "0"),
        Example((3, 4), "75"),
    ),
)
