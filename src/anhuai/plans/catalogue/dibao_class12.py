"""农村一、二类低保占比."""

from anhuai.kernel.confidence import Confidence
from anhuai.plans.rules import Domain, Example, Indicator, Kind, Ratio, Words, of

definition = Indicator(
    title="农村一、二类低保占比",
    title_en="Share of class 1-2 households among rural dibao",
    domain=Domain.ASSISTANCE,
    unit="%",
    kind=Kind.RATE,
    says="农村低保对象中一类、二类保障对象所占百分比",
    says_en="Class 1 and 2 among rural dibao persons",
    top=Words("农村一、二类低保对象", "rural 低保 persons of class 1 and 2"),
    bottom=Words("农村低保对象", "rural 低保 persons"),
    measure=Ratio(
        of("people.with_circumstance", code="dibao", kinds=("rural",), grades=("1", "2")),
        of("people.with_circumstance", code="dibao", kinds=("rural",)),
    ),
    examples=(
        Example((0, 0), None),
        Example((0, 4), "0"),
        Example((3, 4), "75"),
    ),
    confidence=Confidence.A,
)
