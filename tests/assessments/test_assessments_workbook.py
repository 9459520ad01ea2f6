"""Finished assessments of another system: good rows in, every error of every row back."""

from datetime import timedelta
from typing import Any

import pytest
from tests.assessments.conftest import GBT
from tests.people import small

from anhuai.assessments import actions, queries
from anhuai.assessments.catalogue import SCALES
from anhuai.assessments.models import Assessment
from anhuai.assessments.rules.judging import spread
from anhuai.people.models import Person
from anhuai.platform import clock
from anhuai.platform.acting import SYSTEM, Actor, Refused
from anhuai.platform.sealing import unseal
from anhuai.platform.sheets.register import Outcome, Row

pytestmark = pytest.mark.django_db


def row(person: int, number: int = 2, total: int = 50, **more: str) -> Row:
    values = {
        "key": f"PG-{number}", "identity": unseal(Person.objects.get(pk=person).identity_sealed),
        "assessed_on": "2026-03-01", "reason": "首次评估", "first": "李明", "second": "张华",
        **{code: str(points) for code, points in spread(SCALES[GBT], total).items()}, **more,
    }  # fmt: skip
    return Row(number, values)


def take(actor: Actor, *rows: Row, dry: bool = False) -> list[Outcome]:
    return actions.take_assessments(actor, GBT, rows, dry=dry)


def errors(outcome: Outcome) -> dict[str, Any]:
    return dict(outcome.errors)


def test_a_good_row_comes_in_with_the_level_derived_here(officer: Actor, elder: int) -> None:
    (dry,) = take(officer, row(elder), dry=True)
    assert not dry.errors
    assert Assessment.objects.count() == 0
    (taken,) = take(
        officer,
        row(elder, level="3", diagnoses="高血压病、痴呆", risks="跌倒2，噎食1", problems="疼痛"),
    )
    assert not taken.errors
    made = Assessment.objects.get()
    assert (made.total, made.score_level, made.final_level) == (50, 2, 3)
    assert made.health == {
        "diagnoses": ["f00_f03", "i10_i15"], "risks": {"choking": 1, "fall": 2},
        "problems": ["pain"],
    }  # fmt: skip
    assert queries.levels_on(SYSTEM, scale=GBT, on=clock.today())[elder].level == 3


def test_every_error_of_a_row_comes_back_and_the_good_rows_go_in(
    officer: Actor, elder: int
) -> None:
    later = (clock.today() + timedelta(1)).isoformat()
    bad = row(
        elder, 3, key="", reason="想评", second="李明", assessed_on=later, eating="9", memory="",
        risks="摔跤2", diagnoses="感冒", name="别人",
    )  # fmt: skip
    good, refused = take(officer, row(elder), bad)
    assert not good.errors
    assert set(errors(refused)) == {
        "key", "reason", "second", "assessed_on", "eating", "memory", "risks", "diagnoses", "name",
    }  # fmt: skip
    assert Assessment.objects.count() == 1


def test_what_is_finished_is_never_overwritten(officer: Actor, elder: int) -> None:
    take(officer, row(elder))
    (again,) = take(officer, row(elder, total=20))
    assert "已经在册" in errors(again)["key"]
    first, twice = take(officer, row(elder, 5), row(elder, 5))
    assert not first.errors
    assert "key" in errors(twice)
    assert Assessment.objects.count() == 2


def test_a_level_that_disagrees_a_stranger_and_the_dead_are_refused(
    officer: Actor, clerk: Actor, far_clerk: Actor, elder: int
) -> None:
    (disagrees,) = take(officer, row(elder, level="4"))
    assert "不一致" in errors(disagrees)["level"]
    (far,) = take(far_clerk, row(elder))
    assert "没有找到" in errors(far)["identity"]
    (wrong,) = take(clerk, row(elder, identity="990000194002290012"))
    assert "identity" in errors(wrong)
    Person.objects.filter(pk=elder).update(died="2026-02-01")
    (dead,) = take(officer, row(elder))
    assert "去世" in errors(dead)["assessed_on"]
    with pytest.raises(Refused):
        take(small.holder("assessor", division=small.COUNTY), row(elder))
