"""The invented people in memory: plausible, deterministic, no database needed."""

from collections import Counter
from datetime import date
from functools import lru_cache
from itertools import pairwise

import pytest

from anhuai.kernel.geometry import LonLat
from anhuai.kernel.identity import parse_citizen_id
from anhuai.kernel.organisations import parse_social_credit_code
from anhuai.platform.sealing import blind_index, unseal
from anhuai.site.demo import seals
from anhuai.site.demo.ages import MEN, WOMEN, graduate, pyramid
from anhuai.site.demo.calendar import Years, text, years_before
from anhuai.site.demo.cards import numbers
from anhuai.site.demo.chance import apportion, chance
from anhuai.site.demo.circumstances import definitions
from anhuai.site.demo.facts import Basis, facts_of
from anhuai.site.demo.folk import NOBODY, State
from anhuai.site.demo.ground import Ground, Outline, Place
from anhuai.site.demo.population import Lodging, Making, Population
from anhuai.site.demo.premises import Bodies
from anhuai.site.demo.rows import Tables
from anhuai.site.demo.stock import Stock

ON = date(2026, 11, 21)
SQUARE = {
    "type": "Polygon",
    "coordinates": [[[124.0, 52.0], [124.6, 52.0], [124.6, 52.4], [124.0, 52.4], [124.0, 52.0]]],
}


def square_ground() -> Ground:
    """呼中's villages in a square county."""
    codes = ("232764100", "232764101", "232764102", "232764103")
    villages = ("232764100001", "232764100004", "232764101001", "232764102001", "232764103001")
    places = [Place(code, f"{code[-3:]}镇", f"{code[-3:]}镇", None, None) for code in codes]
    places += [Place(code, f"{code[-3:]}社区", f"{code[-3:]}社区", None, True) for code in villages]
    return Ground("232764", places, {"232764": Outline(SQUARE)})


def build(on: date = ON) -> Population:
    lodgings = [Lodging(0, 12, takes_tekun=True), Lodging(2, 10, takes_tekun=False)]
    return Making(facts_of("huzhong"), square_ground(), lodgings, on).finish()


@lru_cache(maxsize=1)
def huzhong() -> Population:
    return build()


def living(population: Population) -> list[int]:
    folk = population.folk
    return [p for p in range(len(folk)) if folk.state[p] is State.RESIDENT]


def test_the_pyramid_has_exactly_the_published_residents_and_elders() -> None:
    ages = pyramid(residents=148131, elders=23701)
    assert ages.total == 148131
    assert sum(ages.counts[MEN][60:]) + sum(ages.counts[WOMEN][60:]) == 23701


def test_graduated_years_keep_the_sum_of_their_group_and_are_never_negative() -> None:
    groups = [100.0, 3.0, 250.0, 1.0, 0.5]
    years = graduate(groups)
    for place, group in enumerate(groups):
        assert sum(years[5 * place : 5 * place + 5]) == pytest.approx(group)
    assert min(years) >= 0


def test_apportioning_loses_and_adds_nobody() -> None:
    assert apportion(10, [1, 1, 1]) == [4, 3, 3]
    assert apportion(0, [1, 2]) == [0, 0]
    assert sum(apportion(997, [0.1, 7, 3.3])) == 997


@pytest.mark.parametrize("on", [ON, date(2028, 2, 29), date(2027, 1, 1)])
def test_a_birthday_gives_the_age_it_was_drawn_for(on: date) -> None:
    years, luck = Years(on), chance("ages")
    for age in range(105):
        born = date.fromordinal(years.birth(age, luck))
        had = on.year - born.year - ((on.month, on.day) < (born.month, born.day))
        assert had == age == years.age(born.toordinal())


def test_29_february_has_a_day_in_every_year() -> None:
    assert years_before(date(2028, 2, 29), 3) == date(2025, 2, 28)


def test_the_same_day_gives_the_same_county_and_another_day_another() -> None:
    one, two, other = huzhong(), build(), build(date(2026, 11, 22))
    assert one.folk.born == two.folk.born
    assert one.folk.given == two.folk.given
    assert one.register.rows == two.register.rows
    assert [home.members for home in one.homes.homes] == [h.members for h in two.homes.homes]
    assert one.folk.born != other.folk.born


def test_every_resident_is_at_home_once_and_nobody_else_is() -> None:
    population = huzhong()
    at_home = [p for home in population.homes.homes for p in home.members]
    assert sorted(at_home) == living(population)
    assert len(at_home) == 12169


def test_spouses_live_together_and_are_of_near_age() -> None:
    population = huzhong()
    folk = population.folk
    couples = [p for p in living(population) if folk.is_man(p) and folk.spouse[p] != NOBODY]
    assert len(couples) > 2500
    gaps = Counter()
    for husband in couples:
        wife = folk.spouse[husband]
        assert folk.spouse[wife] == husband
        assert folk.home[wife] == folk.home[husband]
        assert min(folk.age[husband], folk.age[wife]) >= 20
        gaps[folk.age[husband] - folk.age[wife]] += 1
    assert sum(n for gap, n in gaps.items() if -3 <= gap <= 8) / len(couples) > 0.97


def test_parents_are_a_generation_older_and_siblings_are_months_apart() -> None:
    folk = huzhong().folk
    births: dict[int, list[int]] = {}
    for person in range(len(folk)):
        for parent in (folk.father[person], folk.mother[person]):
            if parent != NOBODY:
                assert folk.born[parent] + 17 * 365 < folk.born[person]
        if folk.mother[person] != NOBODY and folk.state[person] is not State.DEAD:
            births.setdefault(folk.mother[person], []).append(folk.born[person])
    for days in births.values():
        days.sort()
        assert all(b - a > 300 for a, b in pairwise(days))


def test_nobody_married_a_brother_or_sister() -> None:
    folk = huzhong().folk
    for person in range(len(folk)):
        spouse = folk.spouse[person]
        if spouse != NOBODY and folk.mother[person] != NOBODY:
            assert folk.mother[person] != folk.mother[spouse]


def test_children_live_with_a_parent_or_a_guardian() -> None:
    population = huzhong()
    folk = population.folk
    for child in living(population):
        if folk.age[child] < 18:
            elders = (folk.father[child], folk.mother[child], folk.guardian[child])
            assert folk.home[child] in {folk.home[p] for p in elders if p != NOBODY}


def test_households_are_of_all_sizes_with_three_generations_among_them() -> None:
    population = huzhong()
    folk = population.folk
    family = [home for home in population.homes.homes if home.kind == "family" and home.members]
    sizes = Counter(len(home.members) for home in family)
    assert {1, 2, 3, 4, 5} <= set(sizes)
    assert 2.0 < sum(map(len, (h.members for h in family))) / len(family) < 3.4
    deep = [h for h in family if len({folk.age[p] // 22 for p in h.members}) >= 3]
    assert len(deep) > 50
    assert all(folk.age[home.head] >= 18 for home in family)


def test_identity_numbers_are_valid_unique_and_in_no_real_region() -> None:
    folk = huzhong().folk
    given = numbers(folk, "huzhong")
    for person, (number, _) in enumerate(given):
        card = parse_citizen_id(number, on=ON)
        assert card.region == "990000"
        assert card.born.toordinal() == folk.born[person]
        assert int(card.sex) == folk.sex[person]
    assert len({number for number, _ in given}) == len(folk)


def test_phones_begin_as_no_chinese_number_does() -> None:
    phones = [phone for _, phone in numbers(huzhong().folk, "huzhong") if phone]
    assert len(phones) > 1000
    assert all(phone.startswith("100") and len(phone) == 11 for phone in phones)
    assert len(set(phones)) == len(phones)


def test_a_second_process_seals_as_the_first_does(monkeypatch: pytest.MonkeyPatch) -> None:
    given = [("990000194001010014", "10000000001"), ("990000194001010022", "")] * 3
    monkeypatch.setattr(seals, "_WORTH_IT", 1)
    monkeypatch.setattr(seals, "_CHUNK", 2)
    with seals.sealing(given) as found:
        rows = list(found)
    for (number, phone), (card, index, sealed_phone, phone_index) in zip(given, rows, strict=True):
        assert (unseal(card), unseal(sealed_phone)) == (number, phone)
        assert index == blind_index(number, of="identity")
        assert phone_index == blind_index(phone, of="phone")


def test_circumstances_are_in_the_catalogue_and_keep_its_age_limits() -> None:
    population = huzhong()
    folk, known = population.folk, definitions()
    for row in population.register.rows:
        kind = known[row.code]
        born = date.fromordinal(folk.born[row.person])
        since = date.fromordinal(row.since)
        assert folk.born[row.person] < row.since < population.past.on
        if kind.from_age:
            assert years_before(since, kind.from_age.age) >= born, row
        if kind.below_age:
            assert years_before(since, kind.below_age.age) < born, row
            assert row.until, row
        assert not row.kind or kind.kind_named(row.kind)
        assert not row.grade or kind.grade_named(row.grade)


def test_nobody_holds_a_circumstance_twice_at_once_nor_two_that_exclude_each_other() -> None:
    population = huzhong()
    spans: dict[tuple[int, str, str], list[tuple[int, int]]] = {}
    held: dict[int, set[str]] = {}
    for row in population.register.rows:
        end = row.until or 10**7
        spans.setdefault((row.person, row.code, row.kind), []).append((row.since, end))
        if end > population.past.on:
            held.setdefault(row.person, set()).add(row.code)
    for periods in spans.values():
        periods.sort()
        assert all(a[1] <= b[0] for a, b in pairwise(periods))
    for codes in held.values():
        for code in codes:
            assert not definitions()[code].exclusive_with & codes
        assert not {"dibao", "tekun"} <= codes


def test_the_dead_died_in_the_last_years_and_left_nothing_open() -> None:
    population = huzhong()
    folk, past = population.folk, population.past
    dead = [p for p in range(len(folk)) if folk.state[p] is State.DEAD]
    assert len(dead) > 200
    for person in dead:
        assert past.opening < folk.died[person] < past.on
        assert folk.born[person] <= folk.died[person]
    for row in population.register.rows:
        if folk.died[row.person]:
            assert row.until <= folk.died[row.person]


def test_houses_lie_inside_the_outline() -> None:
    population = huzhong()
    outline = Outline(SQUARE)
    tables = Tables(population, iter(()), "huzhong")
    for row in tables._households():
        assert outline.holds(row[3], row[4])


def test_an_outline_with_a_hole_does_not_hold_the_hole() -> None:
    ring = [[0.0, 0.0], [4.0, 0.0], [4.0, 4.0], [0.0, 4.0], [0.0, 0.0]]
    hole = [[1.0, 1.0], [3.0, 1.0], [3.0, 3.0], [1.0, 3.0], [1.0, 1.0]]
    outline = Outline({"type": "MultiPolygon", "coordinates": [[ring, hole]]})
    assert outline.holds(0.5, 0.5)
    assert not outline.holds(2.0, 2.0)
    assert outline.edge(0.5, 2.0) == pytest.approx(55_600, rel=0.01)


def test_organisations_have_valid_codes_in_no_real_region() -> None:
    bodies = Bodies(Stock(facts_of("huzhong"), square_ground(), ON.toordinal()))
    batch = bodies.batch()
    at = batch.columns.split().index("social_credit_code")
    codes = [str(row[at]) for row in batch.rows]
    for code in codes:
        parsed = parse_social_credit_code(code)
        assert parsed.region == "990000"
        assert parsed.organisation_segment_valid
    assert len(codes) == len(set(codes))


@pytest.mark.parametrize("county", ["linze", "huzhong", "litong"])
def test_every_fact_says_what_it_rests_on(county: str) -> None:
    facts = facts_of(county)
    assert facts["residents"] > facts["elders"] > 0
    for key, fact in facts.figures.items():
        assert fact.source, key
        assert (fact.basis is Basis.INVENTED) == (fact.source == "演示"), key
        assert fact.basis is not Basis.DERIVED or fact.note, f"{key} is derived: say from what"


def test_days_are_told_as_the_databases_take_them() -> None:
    assert text(ON.toordinal()) == "2026-11-21"
    assert LonLat(1.0, 2.0).lat == 2.0
