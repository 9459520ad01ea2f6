"""Every indicator of the plans is defined, worded, and does what its examples say."""

import re
from decimal import Decimal

import pytest

from anhuai.facilities.catalogue import KINDS, MARKS
from anhuai.facilities.rules import LICENCES, Group, Ownership, WorksKind
from anhuai.people.catalogue import KINDS as CIRCUMSTANCES
from anhuai.plans.catalogue import INDICATORS
from anhuai.plans.rules import (
    SOURCES,
    Count,
    Indicator,
    Kind,
    Ratio,
    Reported,
    Source,
    Words,
    count,
    formula,
    of,
)
from anhuai.plans.rules.formulas import FIELDS, PHRASES

KEYS = sorted(INDICATORS)
COMPUTED = [key for key in KEYS if INDICATORS[key].is_computed]


def sources() -> list[tuple[str, Source]]:
    found = []
    for key in COMPUTED:
        measure = INDICATORS[key].measure
        assert measure is not None
        found += [(key, one.source) for one in measure.sums]
    return found


def test_all_149_keys_are_defined_and_115_are_computed() -> None:
    assert len(KEYS) == 149
    assert len(COMPUTED) == 115


@pytest.mark.parametrize("key", COMPUTED)
def test_a_computed_indicator_gives_what_its_examples_say(key: str) -> None:
    definition = INDICATORS[key]
    for example in definition.examples:
        expected = None if example.value is None else Decimal(example.value)
        assert definition.worked(example).value == expected
    if not isinstance(definition.measure, Count):
        assert len({example.value for example in definition.examples}) > 1


@pytest.mark.parametrize("key", KEYS)
def test_an_indicator_is_worded_in_both_languages(key: str) -> None:
    definition = INDICATORS[key]
    assert any("一" <= letter <= "鿿" for letter in definition.says)
    assert (
        definition.says_en.isascii() or "低保" in definition.says_en or "特困" in definition.says_en
    )
    assert definition.top.zh
    assert definition.top.en
    assert definition.title_en != definition.title
    if definition.kind is Kind.RATE and definition.unit != "%/年":
        assert definition.bottom is not None, "a share names its denominator"


def test_codes_of_lower_rooms_exist() -> None:
    known = {
        "groups": {group.value for group in Group}, "ownership": {o.value for o in Ownership},
        "marks": set(MARKS), "licences": set(LICENCES),
    }  # fmt: skip
    for key, one in sources():
        for name, value in one.filters:
            if name in known:
                assert set(value) <= known[name], f"{key}: {name}={value}"  # type: ignore[arg-type]
        if one.name.startswith("facilities.") and "kinds" in one.given:
            assert set(one.given["kinds"]) <= set(KINDS), key  # type: ignore[arg-type]
        if one.name == "facilities.works" and "works" in one.given:
            assert set(one.given["works"]) <= {k.value for k in WorksKind}, key  # type: ignore[arg-type]


def test_circumstances_with_their_grades_and_kinds_exist() -> None:
    for key, one in sources():
        if one.name != "people.with_circumstance":
            continue
        kind = CIRCUMSTANCES[str(one.given["code"])]
        assert all(kind.grade_named(code) for code in one.given.get("grades", ())), key  # type: ignore[union-attr]
        assert all(kind.kind_named(code) for code in one.given.get("kinds", ())), key  # type: ignore[union-attr]
        if "also" in one.given:
            assert one.given["also"] in CIRCUMSTANCES


def test_every_fact_the_language_knows_is_used() -> None:
    assert {one.name for _, one in sources()} == set(SOURCES)


def indicator(**changes: object) -> Indicator:
    given = {
        "title": "甲", "title_en": "A", "domain": "elderly", "unit": "个", "kind": Kind.COUNT,
        "says": "甲的数量", "says_en": "How many A", "top": Words("甲", "A"),
        "reported": Reported(by=("民政局",), reason="没有记录", reason_en="No record"),
    }  # fmt: skip
    return Indicator(**{**given, **changes})  # type: ignore[arg-type]


def test_an_indicator_is_either_computed_or_reported() -> None:
    assert indicator()
    with pytest.raises(ValueError, match="either"):
        indicator(reported=None)
    with pytest.raises(ValueError, match="either"):
        indicator(measure=INDICATORS["beds_total"].measure)


def test_a_definition_that_contradicts_itself_is_refused() -> None:
    ratio = INDICATORS["nursing_bed_share"]
    with pytest.raises(ValueError, match="unknown unit"):
        indicator(unit="斤")
    with pytest.raises(ValueError, match="denominator"):
        indicator(reported=None, measure=ratio.measure, examples=ratio.examples)
    with pytest.raises(ValueError, match="examples"):
        indicator(reported=None, measure=ratio.measure, bottom=Words("乙", "B"))
    with pytest.raises(ValueError, match="factor"):
        indicator(
            reported=None, measure=INDICATORS["places_per_1000"].measure, bottom=Words("乙", "B"),
            unit="%", examples=ratio.examples,
        )  # fmt: skip
    with pytest.raises(ValueError, match="both languages"):
        indicator(note="只有中文")


def test_a_reported_figure_names_its_department_reason_and_room() -> None:
    with pytest.raises(ValueError, match="who reports"):
        Reported(by=(), reason="没有记录", reason_en="No record")
    with pytest.raises(ValueError, match="no such room"):
        Reported(by=("民政局",), reason="没有记录", reason_en="No record", room="attic")


@pytest.mark.parametrize("key", COMPUTED)
def test_how_a_figure_is_computed_is_said_without_codes(key: str) -> None:
    measure = INDICATORS[key].measure
    assert measure is not None
    chinese, english = formula(measure), formula(measure, english=True)
    assert not re.search(r"[A-Za-z_=\[]", chinese), chinese
    assert not re.search(r"[_=\[]|[a-z]\.[a-z]", english), english
    assert not re.search("[一-鿿]", re.sub("“.*?”", "", english)), english  # names stay Chinese


def test_every_filter_and_field_of_the_measure_language_has_words() -> None:
    of_circumstances = {"kinds", "grades"}  # worded by the circumstance's own definition
    for name, kind in SOURCES.items():
        for one in kind.filters - (of_circumstances if name.startswith("people.") else set()):
            assert {one, f"{name}.{one}"} & set(PHRASES), f"{name} {one}"
        assert kind.fields <= set(FIELDS)


def test_filters_read_as_a_sentence() -> None:
    shared = {"groups": ("elderly_residential",), "ownership": ("public", "private")}
    measure = Ratio(of("facilities.beds", nursing=True, **shared), of("facilities.beds", **shared))
    assert formula(measure) == (
        "床位（机构类别为机构养老，所有制为公办或民办，护理型） ÷ "
        "床位（机构类别为机构养老，所有制为公办或民办） × 100"
    )
    poorest = count("people.with_circumstance", code="dibao", grades=("1", "2"), kinds=("rural",))
    assert formula(poorest, english=True).startswith("residents in a circumstance (in: ")
