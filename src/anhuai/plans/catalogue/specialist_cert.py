"""专业管理人员持证上岗率."""

from anhuai.plans.rules import Domain, Example, Indicator, Kind, Ratio, Words, of

definition = Indicator(
    title="专业管理人员持证上岗率",
    title_en="Certified rate of medical, rehab, fire-safety staff",
    domain=Domain.WORKFORCE,
    unit="%",
    kind=Kind.RATE,
    says="持有有效证书的医护、康复、消防等专业岗位人员所占百分比",
    says_en="Medical, rehabilitation and fire-safety staff with a valid certificate",
    top=Words("持证的专业岗位人员", "specialists with a valid certificate"),
    bottom=Words("在岗专业岗位人员", "specialists in post"),
    measure=Ratio(
        of(
            "workforce.posts",
            kinds=("doctor", "fire_safety_officer", "nurse", "rehabilitation_therapist"),
            certified=True,
        ),
        of(
            "workforce.posts",
            kinds=("doctor", "fire_safety_officer", "nurse", "rehabilitation_therapist"),
        ),
    ),
    examples=(
        Example((0, 0), None),
        Example((0, 4), "0"),
        Example((3, 4), "75"),
    ),
)
