"""Years of service and pay steps, heads trained every two years, the on-the-job share, honours."""

from datetime import date
from typing import Any

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st
from tests.conftest import COUNTY, OTHER_TOWN, open_account

from anhuai.kernel.unfit import Unfit
from anhuai.platform import clock, parameters
from anhuai.platform.acting import Actor, Holding, NotHere
from anhuai.platform.models import ParameterChange
from anhuai.workforce import actions, queries
from anhuai.workforce.models import Certificate
from anhuai.workforce.rules import (
    HonourLevel,
    RetrainState,
    WorkerFacts,
    months_after,
    retrain_state,
    step_amount,
    years_served,
)

ON = date(2026, 6, 30)


def test_years_join_what_overlaps_and_leave_gaps_out() -> None:
    assert years_served([(date(2020, 6, 30), None)], on=ON) == 6
    assert years_served([(date(2020, 7, 1), None)], on=ON) == 5
    twice = [(date(2020, 1, 1), date(2022, 1, 1)), (date(2021, 1, 1), date(2023, 1, 1))]
    assert years_served(twice, on=ON) == 3
    gap = [(date(2020, 1, 1), date(2021, 7, 1)), (date(2024, 1, 1), date(2024, 7, 1))]
    assert years_served(gap, on=ON) == 2
    assert years_served([(date(2027, 1, 1), None)], on=ON) == 0


@given(st.dates(date(2000, 1, 1), ON), st.integers(0, 5000))
def test_a_post_split_in_two_days_is_no_longer(since: date, cut: int) -> None:
    whole = years_served([(since, None)], on=ON)
    at = date.fromordinal(min(since.toordinal() + cut, ON.toordinal()))
    assert years_served([(since, None), (at, None)], on=ON) == whole


def test_steps_and_retraining() -> None:
    steps = [(3, 100), (5, 200), (0, 900)]
    assert [step_amount(years, steps) for years in (2, 3, 4, 5, 40)] == [0, 100, 100, 200, 200]
    assert months_after(date(2024, 2, 29), 24) == date(2026, 2, 28)
    assert months_after(date(2024, 12, 31), 2) == date(2025, 2, 28)
    stands = [
        retrain_state(last, 24, on=ON)
        for last in (None, date(2024, 6, 30), date(2024, 9, 1), date(2025, 6, 30))
    ]
    assert stands == list(RetrainState)


@pytest.fixture
def carer(opened: Any, officer: Actor) -> int:
    post = actions.hire(
        officer, kind="care_worker", on=date(2021, 1, 1), facts=WorkerFacts(name="王护理"),
        facility=opened().pk,
    )  # fmt: skip
    actions.add_certificate(
        officer, worker=post.worker_id, kind="elderly_care", grade="4", since=date(2022, 1, 1)
    )
    return post.worker_id


@pytest.fixture
def officer(linze: str) -> Actor:
    account = open_account("standing", "county_officer", division=COUNTY)
    return Actor("经办", account.pk, (Holding("county_officer", division=COUNTY),))


@pytest.fixture
def far(linze: str) -> Actor:
    return Actor("外镇", None, (Holding("town_clerk", division=OTHER_TOWN),))


def decide(key: str, value: int) -> None:
    ParameterChange.objects.create(
        key=key, value=str(value), since=date(2020, 1, 1), state="approved",
        proposed_at=clock.now(), proposed_by=1, decided_at=clock.now(), decided_by=2,
        reason="测试",
    )  # fmt: skip
    parameters.forget()


def test_a_false_certificate_earns_no_grade_until_it_is_found_genuine(
    officer: Actor, carer: int
) -> None:
    paper = Certificate.objects.get(worker=carer).pk

    def grade_after(day: int, *, is_genuine: bool) -> str:
        actions.verify(
            officer, worker=carer, certificate=paper, how="issuer", reference="回函",
            seen_on=date(2026, 6, day), is_genuine=is_genuine,
        )  # fmt: skip
        (step,) = [row for row in queries.carer_steps(officer, on=ON) if row.worker == carer]
        return step.grade

    assert grade_after(1, is_genuine=False) == ""
    assert grade_after(20, is_genuine=True) == "4"
    assert grade_after(10, is_genuine=False) == "4"  # what was seen last decides


def test_nothing_is_paid_that_the_county_did_not_decide(
    officer: Actor, far: Actor, carer: int
) -> None:
    parameters.forget()
    (one,) = [row for row in queries.carer_steps(officer, on=ON) if row.worker == carer]
    assert (one.years, one.grade, one.service, one.skill) == (5, "4", 0, 0)
    for key, value in (
        ("workforce.service_years_1", 3), ("workforce.service_yuan_1", 100),
        ("workforce.skill_yuan_4", 80),
    ):  # fmt: skip
        decide(key, value)
    (one,) = [row for row in queries.carer_steps(officer, on=ON) if row.worker == carer]
    assert (one.service, one.skill) == (100, 80)
    assert carer not in {row.worker for row in queries.carer_steps(far, on=ON)}
    parameters.forget()


def test_heads_are_due_every_two_years_and_carers_trained_on_the_job(
    officer: Actor, far: Actor, opened: Any, carer: int
) -> None:
    head = actions.hire(
        officer, kind="institution_head", on=date(2021, 1, 1), facts=WorkerFacts(name="李院长"),
        facility=opened(name="第二敬老院").pk,
    ).worker_id  # fmt: skip

    def stands() -> RetrainState:
        return next(
            row.state for row in queries.heads_trained(officer, on=ON) if row.worker == head
        )

    assert stands() is RetrainState.NEVER
    actions.record_training(
        officer, workers=[head], kind="head", title="院长班", completed=date(2024, 5, 1)
    )
    assert stands() is RetrainState.OVERDUE
    assert not [row for row in queries.heads_trained(far, on=ON) if row.worker == head]
    before = queries.gaps(officer, on=ON)
    actions.record_training(
        officer, workers=[carer], kind="on_the_job", title="技能", completed=date(2026, 5, 1)
    )
    after = queries.gaps(officer, on=ON)
    assert after.trained == before.trained + 1
    assert after.on_the_job is not None
    assert 0 < after.on_the_job <= 100


def test_honours_are_dated_once_and_retracted(officer: Actor, far: Actor, carer: int) -> None:
    given: dict[str, Any] = {
        "worker": carer, "title": "最美护理员", "issuer": "县民政局", "level": HonourLevel.COUNTY,
        "on": date(2026, 1, 5),
    }  # fmt: skip
    one = actions.add_honour(officer, **given)
    for wrong, code in (
        ({}, "twice"), ({"title": " "}, "title"), ({"issuer": ""}, "issuer"),
        ({"on": date(2999, 1, 1)}, "future"),
    ):  # fmt: skip
        with pytest.raises(Unfit) as error:
            actions.add_honour(officer, **{**given, **wrong})
        assert error.value.code == code
    assert len(queries.honours(officer, q="王护理")) == 1
    assert not queries.honours(far)
    with pytest.raises(NotHere):
        actions.retract_honour(far, honour=one.pk, reason="不认识")
    actions.retract_honour(officer, honour=one.pk, reason="登错人")
    assert not queries.honours(officer)
    assert actions.add_honour(officer, **given).pk != one.pk


def test_pages(officer: Actor, carer: int, signed_in: Any) -> None:
    client: Client = signed_in("county_officer", division=COUNTY)
    form = {"title": "最美护理员", "issuer": "县民政局", "level": "county", "on": "2026-01-05"}
    assert client.post(f"/workforce/{carer}/honours", form).status_code == 302
    bad = client.post(f"/workforce/{carer}/honours", form)
    assert "已经登记" in bad.content.decode()
    for path, says in (
        ("service", "王护理"), ("heads?state=never", "每两年"),
        ("honours/?level=county", "最美护理员"),
        (f"{carer}/", "县民政局"), ("gaps", "在职培训"),
    ):  # fmt: skip
        answer = client.get(f"/workforce/{path}")
        assert answer.status_code == 200, path
        assert says in answer.content.decode(), path
    key = queries.honours(officer)[0][0]
    retract = f"/workforce/honours/{key}/retract"
    other: Client = signed_in("town_clerk", division=OTHER_TOWN)
    assert other.get(retract).status_code == 404
    assert "最美护理员" not in other.get("/workforce/honours/").content.decode()
    assert "王护理" not in other.get("/workforce/service").content.decode()
    assert client.post(retract, {"reason": "登错人"}).status_code == 302
    for code in ("carer-service", "heads-training", "honours"):
        assert client.get(f"/sheets/{code}/export").status_code in (200, 302)
    found = client.get("/api/v1/posts/carers").json()
    assert carer in {one["worker"] for one in found}
    assert client.get("/api/v1/posts/heads").status_code == 200
    assert signed_in("family", person=1).get("/workforce/service").status_code == 403
