"""城市低保覆盖面."""

from anhuai.plans.rules import Domain, Example, Indicator, Kind, Ratio, Words, of

definition = Indicator(
    title="城市低保覆盖面",
    title_en="Urban dibao coverage",
    domain=Domain.ASSISTANCE,
    unit="%",
    kind=Kind.RATE,
    says="城市低保对象占非农业户口常住人口的百分比",
    says_en="Urban dibao persons among residents with urban household registration",
    top=Words("城市低保对象", "urban 低保 persons"),
    bottom=Words("非农业户口常住人口", "residents with urban registration"),
    measure=Ratio(
        of("people.with_circumstance", code="dibao", kinds=("urban",)),
        of("people.residents", hukou_kind="urban"),
    ),
    note="目标是达到全市平均水平，没有数值",
    note_en="The target is the prefecture's average: no number to hold it against",
    examples=(
        Example((0, 0), None),
        Example((0, 4), "0"),
        Example((3, 4), "75"),
    ),
)
