"""Every scale keeps its own examples, and the golden cases of the standards hold."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anhuai.assessments.catalogue import SCALES
from anhuai.assessments.rules import ltc37, mzt039
from anhuai.assessments.rules.annex import BadHealth, Health, Problem
from anhuai.assessments.rules.judging import BadScores, judge, spread
from anhuai.assessments.rules.scales import Example, Scale

GBT = SCALES["gbt42195_2022"]


def _cases() -> Iterator[tuple[str, Example]]:
    for code, scale in SCALES.items():
        for example in scale.examples:
            yield code, example


def _points(scale: Scale, example: Example) -> dict[str, int]:
    if example.total is not None:
        return spread(scale, example.total)
    best = {code: scale.best(item) for code, item in scale.items.items()}
    return {**best, **example.points}


@pytest.mark.parametrize(("code", "example"), list(_cases()), ids=lambda one: str(one)[:60])
def test_a_scale_keeps_its_examples(code: str, example: Example) -> None:
    scale = SCALES[code]
    points = _points(scale, example)
    if example.score_level is None:
        with pytest.raises(BadScores) as refused:
            judge(scale, points, example.health, example.settings)
        assert refused.value.code == "undecided"
        return
    found = judge(scale, points, example.health, example.settings)
    assert (found.score_level, found.final_level) == (example.score_level, example.final_level)
    if example.warned is not None:
        assert tuple(one.code for one in found.warnings) == example.warned


def test_the_national_standard_has_26_items_and_90_points() -> None:
    assert len(GBT.items) == 26
    assert [len(part.items) for part in GBT.parts] == [8, 4, 9, 5]
    sums = [sum(max(item.points) for item in part.items) for part in GBT.parts]
    assert sums == [32, 15, 28, 15]
    assert all(item.points == frozenset(range(len(item.points))) for item in GBT.items.values())


def test_other_scales_have_the_items_and_maxima_of_their_documents() -> None:
    assert len(SCALES["mzt039_2013"].items) == 22
    assert len(SCALES["ltc37_2021"].items) == 17
    for code in ("mzt039_2013", "ltc37_2021"):
        assert sum(max(item.points) for item in SCALES[code].parts[0].items) == 100
    assert [len(SCALES[code].items) for code in ("tekun6", "adl6")] == [6, 6]


@pytest.mark.parametrize("code", SCALES)
def test_a_scale_names_everything_in_two_languages(code: str) -> None:
    scale = SCALES[code]
    assert [one.level for one in scale.levels] == list(range(len(scale.levels)))
    for item in scale.items.values():
        assert item.title
        assert item.title_en
        assert len(item.points) == len(item.options) >= 2
        assert all(option.says and option.says_en for option in item.options)


def test_an_item_missing_out_of_range_or_foreign_is_refused_by_name() -> None:
    whole = spread(GBT, 90)
    for points, code, field in (
        ({k: v for k, v in whole.items() if k != "memory"}, "missing", "memory"),
        ({**whole, "memory": 5}, "range", "memory"),
        ({**whole, "stairs": 4}, "range", "stairs"),
        ({**whole, "memory": -1}, "range", "memory"),
        ({**whole, "barthel": 1}, "unknown", "barthel"),
    ):
        with pytest.raises(BadScores) as refused:
            judge(GBT, points)
        assert (refused.value.code, refused.value.field) == (code, field)


def test_facts_of_annex_a_come_from_its_lists() -> None:
    for given_, code in (
        ({"diagnoses": frozenset({"x"})}, "diagnosis"),
        ({"problems": frozenset({"x"})}, "problem"),
        ({"risks": {"x": 1}}, "risk"),
        ({"risks": {"fall": -1}}, "risk"),
        ({"risks": {"fall": 100}}, "risk"),
    ):
        with pytest.raises(BadHealth) as refused:
            Health(**given_)  # type: ignore[arg-type]
        assert refused.value.code == code


def test_a_raise_never_goes_beyond_the_worst_nor_does_coma_make_better() -> None:
    health = Health(frozenset({"f00_f03"}), {"fall": 5}, frozenset({str(Problem.COMA)}))
    for total in (0, 29, 45, 90):
        found = judge(GBT, spread(GBT, total), health)
        assert found.final_level == 4
        assert set(found.adjustments) == {"coma", "mental_illness", "repeated_events"}


@given(st.integers(0, 90))
def test_more_points_are_never_a_worse_level(total: int) -> None:
    level = judge(GBT, spread(GBT, total)).score_level
    assert level >= judge(GBT, spread(GBT, min(total + 1, 90))).score_level


def test_where_the_old_table_overlaps_or_is_silent_is_known_cell_by_cell() -> None:
    """256 combinations: most have one row; an overlap takes the worse, a gap gives no level."""
    gaps, overlaps = [], []
    for cell in product(range(4), repeat=4):
        level, doubts = mzt039.combine(
            dict(zip(("adl", "mind", "perception", "participation"), cell, strict=True))
        )
        if level is None:
            gaps.append(cell)
        elif doubts:
            overlaps.append(cell)
    assert (0, 0, 0, 3) in gaps
    assert (2, 0, 0, 0) in gaps
    assert (2, 1, 1, 1) in gaps
    assert (1, 3, 0, 0) in overlaps
    assert all(cell[0] in (0, 2) for cell in gaps)
    assert all(cell[0] == 1 for cell in overlaps)
    assert len(gaps) == GAPS
    assert len(overlaps) == OVERLAPS


GAPS = 9
OVERLAPS = 30


def test_every_pair_of_the_insurance_gate_has_a_class_and_only_three_may_apply() -> None:
    classes = {(a, b): ltc37.gate(a, b) for a in range(4) for b in range(4)}
    assert classes[0, 0] == "A"
    assert classes[3, 3] == "G"
    assert sorted(pair for pair, one in classes.items() if one in ltc37.MAY_APPLY) == [
        (1, 3), (2, 1), (2, 2), (2, 3), (3, 0), (3, 1), (3, 2), (3, 3),
    ]  # fmt: skip
    with pytest.raises(ValueError, match="counts of three"):
        ltc37.gate(4, 0)


def test_settings_move_the_number_of_events_that_counts() -> None:
    health = Health(risks={"fall": 2})
    settings = replace(GBT.examples[0].settings, risk_events=3)
    assert judge(GBT, spread(GBT, 66), health).final_level == 2
    assert judge(GBT, spread(GBT, 66), health, settings).final_level == 1
