"""新建敬老院护理型床位占比."""

from anhuai.plans.rules import PLAN, Domain, Example, Indicator, Kind, Ratio, Words, of

definition = Indicator(
    title="新建敬老院护理型床位占比",
    title_en="Share of nursing-type beds in newly built township homes",
    domain=Domain.ELDERLY,
    unit="%",
    kind=Kind.RATE,
    says="规划期内验收的敬老院新建工程中护理型床位占交付床位的百分比",
    says_en="Nursing-type beds among the beds delivered by new township homes",
    top=Words("新建交付的护理型床位", "nursing-type beds delivered"),
    bottom=Words("新建交付的床位", "beds delivered"),
    measure=Ratio(
        of(
            "facilities.works",
            kinds=("rural_elderly_home",),
            works=("new",),
            accepted=PLAN,
            field="nursing_beds",
        ),
        of(
            "facilities.works",
            kinds=("rural_elderly_home",),
            works=("new",),
            accepted=PLAN,
            field="beds",
        ),
    ),
    examples=(
        Example((0, 0), None),
        Example((0, 4), "0"),
        Example((3, 4), "75"),
    ),
)
