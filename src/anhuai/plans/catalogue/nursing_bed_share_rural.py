"""涉改乡镇敬老院护理型床位占比."""

from anhuai.plans.rules import Domain, Example, Indicator, Kind, Ratio, Words, of

definition = Indicator(
    title="涉改乡镇敬老院护理型床位占比",
    title_en="Share of nursing-type beds in township homes",
    domain=Domain.ELDERLY,
    unit="%",
    kind=Kind.RATE,
    says="敬老院的护理型床位占其全部床位的百分比",
    says_en="Nursing-type beds as a share of the beds of township homes",
    top=Words("敬老院护理型床位", "nursing-type beds in township homes"),
    bottom=Words("敬老院床位", "beds of township homes"),
    measure=Ratio(
        of("facilities.beds", kinds=("rural_elderly_home",), nursing=True),
        of("facilities.beds", kinds=("rural_elderly_home",)),
    ),
    note="分母为全部敬老院，记录不区分是否涉及改革",
    note_en="All township homes count: the records do not say which were merged",
    examples=(
        Example((0, 0), None),
        Example((0, 4), "0"),
        Example((3, 4), "75"),
    ),
)
