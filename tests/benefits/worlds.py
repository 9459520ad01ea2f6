"""Random rules and random households: what the evaluators are proven equal on."""

from datetime import date

from hypothesis import assume
from hypothesis import strategies as st

from anhuai.benefits.rules import (
    Benefit,
    Book,
    Condition,
    Expr,
    Household,
    Member,
    Parameter,
    Relation,
    RuleError,
    Spell,
    Stack,
    StackingTable,
    Type,
    Who,
    cases,
    count,
    exists,
    fact,
    known,
    largest,
    lit,
    money,
    share,
    smallest,
    total,
)
from anhuai.benefits.rules.decide import Terms
from anhuai.benefits.rules.definition import Period
from anhuai.benefits.rules.facts import ABILITY, AREA
from anhuai.benefits.rules.kinds import BOOL, Kind
from anhuai.benefits.rules.nodes import Lit
from anhuai.benefits.rules.parameters import Given
from anhuai.kernel.confidence import Basis, Confidence
from anhuai.kernel.money import Rounding
from anhuai.kernel.months import LeapRule, Month

ASSUMED = Basis(document="", confidence=Confidence.D)
FIRST = Month(2025, 10)
MONTHS = tuple(FIRST + n for n in range(7))
PLACES = ("620723", "6207", "110101")
FLAT = Parameter(code="flat", title="数", title_en="flat", most=100_000)
LIMIT = Parameter(
    code="limit", title="数", title_en="limit", type=Type(Kind.INT, "years"), most=120
)
BY_ABILITY = Parameter(code="by_ability", title="数", title_en="a", keys=(ABILITY,), most=100_000)
BY_BOTH = Parameter(code="by_both", title="数", title_en="b", keys=(AREA, ABILITY), most=100_000)
SWITCH = Parameter(code="switch", title="数", title_en="s", type=BOOL)
PARAMETERS = (FLAT, LIMIT, BY_ABILITY, BY_BOTH, SWITCH)

PERSON_BOOLS = ("dibao", "tekun", "hukou_here", "needs_care_6_months")
HOUSE_BOOLS = ("assets_within_rule",)


@st.composite
def bools(  # noqa: PLR0911, PLR0912 - one return a kind of condition
    draw: st.DrawFn, depth: int, *, person: bool, inside: bool = False
) -> Expr:
    """A condition; of the household alone unless `person`; `inside` members none over members."""
    options = ["house", "money", "switch", "month"]
    options += ["flag", "age", "age", "code", "one_of"] if person else []
    options += [] if inside else ["exists", "count"]
    options += ["and", "or", "not", "known", "cases"] if depth > 0 else []
    kind = draw(st.sampled_from(options))
    deeper = bools(depth - 1, person=person, inside=inside)
    amount = moneys(depth - 1, person=person, inside=inside)
    members = bools(min(depth - 1, 1), person=True, inside=True)
    op = draw(st.sampled_from(["__ge__", "__gt__", "__le__", "__lt__", "is_", "is_not"]))
    if kind == "house":
        return fact(draw(st.sampled_from(HOUSE_BOOLS)))
    if kind == "money":
        return getattr(draw(amount), op)(draw(amount))
    if kind == "switch":
        return SWITCH.value.is_(Lit(1, BOOL))
    if kind == "month":
        return fact("month_of_year") >= draw(st.integers(2, 12))
    if kind == "flag":
        return fact(draw(st.sampled_from(PERSON_BOOLS)))
    if kind == "age":
        return _aged(draw, op)
    if kind == "code":
        return fact("ability") >= draw(st.sampled_from("1234"))
    if kind == "one_of":
        return fact("ability").one_of(*draw(st.sets(st.sampled_from("01234"), min_size=1)))
    if kind == "exists":
        return exists(draw(members))
    if kind == "count":
        return getattr(count(draw(members)), op)(draw(st.integers(0, 4)))
    if kind == "known":
        return known(draw(amount))
    if kind == "not":
        return ~draw(deeper)
    if kind == "cases":
        return cases((draw(deeper), draw(deeper)), otherwise=draw(deeper))
    one, other = draw(deeper), draw(deeper)
    return one & other if kind == "and" else one | other


def _aged(draw: st.DrawFn, op: str) -> Expr:
    code = draw(st.sampled_from(["age", "age_last_month", "age_months"]))
    if code == "age_months":
        return getattr(fact(code), op)(draw(st.integers(0, 40)))
    if draw(st.booleans()):
        return fact(code) >= LIMIT.value
    return getattr(fact(code), op)(draw(st.sampled_from([1, 18, 60, 80, 90])))


@st.composite
def moneys(  # noqa: PLR0911 - one return a kind of amount
    draw: st.DrawFn, depth: int, *, person: bool, inside: bool = False
) -> Expr:
    """An amount."""
    options = ["literal", "flat", "income"]
    options += ["own", "by_ability", "by_both"] if person else []
    options += [] if inside else ["total"]
    options += ["sum", "less", "times", "share", "extreme", "cases"] if depth > 0 else []
    kind = draw(st.sampled_from(options))
    deeper = moneys(depth - 1, person=person, inside=inside)
    condition = bools(depth - 1, person=person, inside=inside)
    if kind == "literal":
        return money(draw(st.integers(-300, 300)), 50)
    if kind == "flat":
        return FLAT.value
    if kind == "income":
        return fact("income_per_head")
    if kind == "own":
        return fact("income_month")
    if kind == "by_ability":
        return BY_ABILITY.of(fact("ability"))
    if kind == "by_both":
        return BY_BOTH.of(fact("area"), fact("ability"))
    if kind == "total":
        where = draw(st.none() | bools(0, person=True, inside=True))
        return total(draw(moneys(0, person=True, inside=True)), where)
    if kind in ("sum", "less"):
        one, other = draw(deeper), draw(deeper)
        return one + other if kind == "sum" else one - other
    if kind == "times":
        return draw(deeper) * draw(st.integers(-2, 3))
    if kind == "share":
        top = lit(draw(st.integers(-7, 7)))
        bottom = draw(st.sampled_from([lit(3), fact("month_of_year") - lit(4), lit(7)]))
        if bottom.type != top.type:
            top = lit(draw(st.integers(-7, 7)))
        return share(draw(deeper), top, bottom, draw(st.sampled_from(list(Rounding))))
    if kind == "extreme":
        return draw(st.sampled_from([smallest, largest]))(draw(deeper), draw(deeper))
    return cases(
        (draw(condition), draw(deeper)), (draw(condition), draw(deeper)), otherwise=draw(deeper)
    )


@st.composite
def benefits(draw: st.DrawFn, who: Who) -> Benefit:
    """A benefit that proved itself when it was defined."""
    person = who is Who.PERSON
    tests = draw(st.lists(bools(2, person=person), min_size=1, max_size=3))
    until = draw(st.none() | st.sampled_from(MONTHS[3:]))
    try:
        return Benefit(
            title="甲", title_en="A", says="甲。", says_en="A.", basis=ASSUMED, who=who,
            period=Period.MONTHLY, since=draw(st.sampled_from([Month(2020, 1), MONTHS[2]])),
            until=until, jurisdiction=draw(st.sampled_from(["", "", "62"])),
            amount=draw(moneys(2, person=person)),
            conditions=tuple(
                Condition(code=f"c{at}", test=test, title="条", title_en="one", fails="否",
                          fails_en="no") for at, test in enumerate(tests)
            ),
        )  # fmt: skip
    except RuleError:
        assume(False)
        raise


@st.composite
def books(draw: st.DrawFn) -> Book:
    """Values for some parameters, here and there, now and then."""
    values = {}
    for parameter in PARAMETERS:
        for _ in range(draw(st.integers(0, 3))):
            place = draw(st.sampled_from(["", "62", "620723"]))
            since = draw(st.sampled_from([Month(2020, 1), *MONTHS[1:]]))
            until = draw(st.none() | st.just(since + 2))
            cell = st.integers(parameter.least, parameter.most)
            cells = tuple(draw(st.none() | cell | cell) for _ in parameter.cells)
            values[(parameter.code, place, since)] = Given(
                parameter=parameter.code, place=place, since=since, until=until,
                known=date(2020, 1, 1), cells=cells, basis=ASSUMED,
            )  # fmt: skip
    return Book(PARAMETERS, tuple(values.values()))


@st.composite
def tables(draw: st.DrawFn, codes: tuple[str, ...]) -> tuple[StackingTable, ...]:
    """Stacking tables of two jurisdictions."""
    found = []
    for place in ("", "62"):
        rules = []
        for _ in range(draw(st.integers(0, 4)) if len(codes) > 1 else 0):
            first, second = draw(st.permutations(codes))[:2]
            since = draw(st.none() | st.sampled_from(MONTHS))
            rules.append(
                Stack(relation=draw(st.sampled_from(list(Relation))), first=first, second=second,
                      basis=ASSUMED, since=since)
            )  # fmt: skip
        found.append(StackingTable(title="表", title_en="t", place=place, rules=tuple(rules)))
    return tuple(found)


@st.composite
def worlds(draw: st.DrawFn) -> Terms:
    """Benefits of persons and of households with parameters and stacking."""
    people = draw(st.lists(benefits(Who.PERSON), min_size=1, max_size=3))
    homes = draw(st.lists(benefits(Who.HOUSEHOLD), min_size=0, max_size=2))
    codes = tuple(f"p{at}" for at in range(len(people)))
    every = dict(zip(codes, people, strict=True)) | {f"h{at}": o for at, o in enumerate(homes)}
    return Terms(
        benefits=every,
        book=draw(books()),
        tables=draw(tables(codes)),
        known=date(2026, 1, 1),
        leap_rule=draw(st.sampled_from(list(LeapRule))),
    )


DAYS = st.sampled_from(
    [m.first for m in MONTHS] + [m.last for m in MONTHS] + [date(2025, 12, 15), date(2026, 1, 16)]
)
BORN = st.one_of(
    st.dates(date(2022, 6, 1), date(2026, 6, 1)),
    st.builds(
        lambda age, day: day.replace(year=day.year - age),
        st.sampled_from([0, 1, 18, 60, 80, 90, 100]),
        st.dates(date(2025, 9, 1), date(2026, 2, 28))
        | st.dates(date(2026, 3, 1), date(2026, 6, 1)),
    ),
    st.sampled_from([date(1936, 2, 29), date(1944, 2, 29), date(2024, 2, 29), date(1945, 12, 31)]),
)


@st.composite
def spells(draw: st.DrawFn, values: st.SearchStrategy[object]) -> tuple[Spell, ...]:
    """A fact over time: all the time, from or to a day, twice, or overlapping."""
    shape = draw(st.sampled_from(["all", "all", "from", "to", "two", "clash"]))
    if shape == "all":
        return (Spell(draw(values)),)
    day = draw(DAYS)
    if shape == "from":
        return (Spell(draw(values), day),)
    if shape == "to":
        return (Spell(draw(values), None, day),)
    if shape == "two":
        return (Spell(draw(values), None, day), Spell(draw(values), day))
    return (Spell(draw(values)), Spell(draw(values), day))


FEN = st.none() | st.integers(0, 200_000)
MEMBER_FACTS: dict[str, st.SearchStrategy[object]] = {
    "dibao": st.booleans(), "tekun": st.booleans(), "hukou_here": st.none() | st.booleans(),
    "needs_care_6_months": st.booleans(), "ability": st.sampled_from("01234"), "income_month": FEN,
}  # fmt: skip
HOME_FACTS: dict[str, st.SearchStrategy[object]] = {
    "income_per_head": FEN, "assets_within_rule": st.none() | st.booleans(),
    "area": st.sampled_from(["urban", "rural"]),
}  # fmt: skip


@st.composite
def facts_of(
    draw: st.DrawFn, kinds: dict[str, st.SearchStrategy[object]]
) -> dict[str, tuple[Spell, ...]]:
    """Some facts, some not recorded."""
    return {code: draw(spells(kind)) for code, kind in kinds.items() if draw(st.booleans())}


@st.composite
def members(draw: st.DrawFn, number: int) -> Member:
    """A person, perhaps born, dead, come or gone within the months."""
    moved = draw(st.sampled_from([(None, None), (None, None), "since", "until"]))
    since = draw(DAYS) if moved == "since" else None
    until = draw(DAYS) if moved == "until" else None
    return Member(
        id=number, born=draw(BORN), died=draw(st.none() | st.none() | DAYS), since=since,
        until=until, facts=draw(facts_of(MEMBER_FACTS)),
    )  # fmt: skip


@st.composite
def populations(draw: st.DrawFn) -> tuple[Household, ...]:
    """Households of one to four."""
    found, number = [], 1
    for home in range(1, draw(st.integers(1, 4)) + 1):
        size = draw(st.integers(1, 4))
        people = tuple(draw(members(number + at)) for at in range(size))
        number += size
        found.append(
            Household(id=home, place=draw(st.sampled_from(PLACES)), members=people,
                      facts=draw(facts_of(HOME_FACTS)))
        )  # fmt: skip
    return tuple(found)
