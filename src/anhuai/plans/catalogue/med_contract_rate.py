"""医疗机构与养老机构签约服务率."""

from anhuai.plans.rules import Domain, Example, Indicator, Kind, Ratio, Words, of

definition = Indicator(
    title="医疗机构与养老机构签约服务率",
    title_en="Contract rate between medical and elderly-care institutions",
    domain=Domain.ELDERLY,
    unit="%",
    kind=Kind.RATE,
    says="与医疗机构签约的在营养老机构所占百分比",
    says_en="Operating institutions with a medical contract in force",
    top=Words("已签约的养老机构", "institutions with a contract"),
    bottom=Words("在营养老机构", "operating elderly-care institutions"),
    measure=Ratio(
        of("facilities.operating", groups=("elderly_residential",), marks=("medical_contract",)),
        of("facilities.operating", groups=("elderly_residential",)),
    ),
    examples=(
        Example((0, 0), None),
        Example((0, 4), "0"),
        Example((3, 4), "75"),
    ),
)
