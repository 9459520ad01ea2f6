"""养老机构国家标准达标率."""

from anhuai.plans.rules import Domain, Example, Indicator, Kind, Ratio, Words, of

definition = Indicator(
    title="养老机构国家标准达标率",
    title_en="Institutions meeting national service standards",
    domain=Domain.ELDERLY,
    unit="%",
    kind=Kind.RATE,
    says="评定为国家标准达标的在营养老机构所占百分比",
    says_en="Operating institutions assessed as meeting the national standards",
    top=Words("国家标准达标的养老机构", "compliant institutions"),
    bottom=Words("在营养老机构", "operating elderly-care institutions"),
    measure=Ratio(
        of(
            "facilities.operating",
            groups=("elderly_residential",),
            marks=("standards_compliant", "three_standards"),
        ),
        of("facilities.operating", groups=("elderly_residential",)),
    ),
    note="只算养老机构；有的规划把日间照料中心也算在内",
    note_en="Institutions only; some plans count day-care centres too",
    examples=(
        Example((0, 0), None),
        Example((0, 4), "0"),
        Example((3, 4), "75"),
    ),
)
