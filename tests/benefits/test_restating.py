"""Past months decided anew: back-pay and recovery that follow, once, with their explanation."""

import itertools
from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from anhuai.benefits import actions
from anhuai.benefits.actions import Doing, Proposed
from anhuai.benefits.models import Application, Entitlement, Restatement
from anhuai.benefits.rules.applying import Applying, Channel
from anhuai.benefits.rules.paying import BadPaying, owed_before
from anhuai.benefits.rules.restating import (
    ACCEPTED,
    AFTER_ACCEPTANCE,
    APPLIED,
    CONFIRMED,
    Difference,
    by_month,
    differences,
    paid_from,
    renewed,
)
from anhuai.funds import actions as funds
from anhuai.funds.actions import BadRun
from anhuai.funds.models import Line, Run
from anhuai.funds.rules.books import Pot
from anhuai.kernel.money import Fen
from anhuai.kernel.months import Month
from anhuai.people import actions as people
from anhuai.platform import clock
from anhuai.platform.acting import SYSTEM, Actor, NotHere, Refused
from tests.benefits.conftest import Elder
from tests.conftest import COUNTY, OTHER_VILLAGE, TOWN

ITEM = "old_age_allowance"
Officers = tuple[Actor, Actor, Actor]
JAN = Month(2026, 1)
OWED, LESS = (5000, "granted"), (3000, "granted")

values = st.sampled_from([(0, "refused.age"), OWED, LESS])


@given(st.lists(values, min_size=1, max_size=12), st.data())
def test_what_was_decided_anew_holds_and_nothing_else_moves(was, data) -> None:
    now = {JAN + at: data.draw(values) for at in range(len(was))}
    last = JAN + (len(was) - 1)
    held = [(JAN + at, JAN + at + 1, one) for at, one in enumerate(was) if one[0]]
    held.append((last + 1, None, OWED))
    before = by_month(held, JAN, last)
    changed = differences(before, now, now)
    after = renewed(held, changed, last)
    assert {m: v[0] for m, v in by_month(after, JAN, last).items()} == {
        m: v[0] for m, v in now.items() if v[0]
    }
    assert by_month(after, last + 1, last + 3) == dict.fromkeys(
        (last + 1, last + 2, last + 3), OWED
    )
    assert next(one for one in after if one[1] is None)[2] == OWED
    assert all(a[1] is not None and a[1] <= b[0] for a, b in itertools.pairwise(after))
    assert not differences(by_month(after, JAN, last), {m: now[m] for m in now if now[m][0]}, [])


def test_what_runs_is_cut_and_runs_on() -> None:
    held = [(JAN, None, OWED)]
    changed = [Difference(JAN + 1, OWED, (0, "refused.hukou"))]
    assert renewed(held, changed, JAN + 3) == [
        (JAN, JAN + 1, OWED), (JAN + 2, None, OWED),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("choice", "month"),
    [(CONFIRMED, 7), (AFTER_ACCEPTANCE, 6), (ACCEPTED, 5), (APPLIED, 4)],
)
def test_from_when_a_grant_is_paid(choice: int, month: int) -> None:
    days = {
        "applied": date(2026, 4, 28), "accepted": date(2026, 5, 2), "confirmed": date(2026, 7, 3),
    }  # fmt: skip
    assert paid_from(choice, **days) == Month(2026, month)
    days["confirmed"] = date(2026, 5, 9)
    assert paid_from(choice, **days) <= Month(2026, 5)


@pytest.mark.parametrize(
    ("owed", "paid", "due", "ended", "total"),
    [
        (50, 0, True, None, 50),  # confirmed late
        (50, 30, True, None, 50),  # a standard that rose
        (0, 50, True, None, 0),  # not owed after all
        (50, 0, False, None, 0),  # nobody confirmed it
        (50, 50, False, None, 50),  # paid under what held then: nothing is claimed
        (20, 50, False, None, 20),
        (50, 50, True, 5, 50),  # the month of the decision itself
        (50, 0, True, 5, 0),
        (50, 50, True, 4, 0),  # paid after the stop
    ],
)
def test_what_a_past_month_comes_to(
    owed: int, paid: int, due: bool, ended: int | None, total: int
) -> None:
    found = owed_before(
        owed, paid, is_due=due, ended=Month(2026, ended) if ended else None, month=Month(2026, 5)
    )
    assert found == total


# on the register --------------------------------------------------------------------------------


def month(ago: int) -> Month:
    return Month.of(clock.today()) - ago


def turning(age: int, ago: int) -> date:
    return date(month(ago).year - age, month(ago).month, 15)


def decided(officers: Officers, cells: list[int | None], since: Month) -> None:
    _clerk, first, second = officers
    change = actions.propose_standard(
        first, proposed=Proposed(ITEM + "_amount", since.first, cells, "虚构文件"), reason="试"
    )
    actions.simulate(first, change=change.pk)
    actions.approve_standard(second, change=change.pk)


@pytest.fixture
def standard(officers: Officers) -> None:
    decided(officers, [None, 10000, 5000, 10000, 30000], month(5))
    for year in {month(5).year, clock.today().year}:
        funds.appropriate(
            officers[1], pot=Pot("county_budget", year), amount=Fen(10_000_000),
            on=clock.today(), document="虚构",
        )  # fmt: skip


def night(ago: int) -> None:
    actions.redecide(SYSTEM, month=month(ago).first, on=clock.today())


def run(officer: Actor, ago: int) -> Run:
    return actions.prepare_month(
        officer, item=ITEM, month=month(ago), fund="county_budget", on=clock.today()
    )


def lines(made: Run) -> dict[tuple[int, int], tuple[str, int]]:
    """(person, months ago): kind and amount of each line of a run."""
    return {
        (one.person_id, month(0) - Month.of(one.period)): (one.kind, one.amount)
        for one in made.lines.all()
    }


@pytest.mark.django_db
def test_a_death_learnt_late_is_claimed_back_once(
    standard: None, elder: Elder, officers: Officers
) -> None:
    old, other = elder(born=turning(85, 0)), elder(born=turning(86, 0))
    for ago in (2, 1):
        night(ago)
        run(officers[1], ago)
    people.record_death(SYSTEM, person=old, died=month(2).first.replace(day=9))
    night(0)
    told = Restatement.objects.get(item=ITEM)
    assert (told.person_id, told.was, told.now) == (old, 5000, 0)
    assert (told.since, told.until) == (month(1).first, month(0).first)
    kept = Entitlement.objects.filter(person=old, item=ITEM)
    assert kept.exclude(retracted_at=None).exists()  # what was decided stays readable
    made = run(officers[1], 0)
    assert lines(made) == {(old, 1): ("recovery", -5000), (other, 0): ("regular", 5000)}
    assert "重新核定" in made.changes.get(person=old, kind="recovery").why
    night(0)
    assert run(officers[1], 0).pk == made.pk
    assert Restatement.objects.filter(item=ITEM).count() == 1
    assert sum(Line.objects.filter(person=old).values_list("amount", flat=True)) == 5000


@pytest.mark.django_db
def test_a_standard_that_rises_for_past_months_is_paid_by_band(
    standard: None, elder: Elder, officers: Officers
) -> None:
    ninety = elder(born=turning(90, 1))
    for ago in (3, 2, 1):
        night(ago)
        run(officers[1], ago)
    decided(officers, [None, 10000, 6000, 12000, 30000], month(3))
    night(0)
    made = run(officers[1], 0)
    assert lines(made) == {
        (ninety, 3): ("back_pay", 1000), (ninety, 2): ("back_pay", 1000),
        (ninety, 1): ("back_pay", 2000), (ninety, 0): ("regular", 12000),
    }  # fmt: skip
    why = made.changes.get(person=ninety, kind="back_pay").why
    for piece in ("每月 10.00 元，共 2 个月 20.00 元", f"{month(1)} 20.00 元"):
        assert piece in why, why
    assert Restatement.objects.filter(person=ninety, item=ITEM).count() == 2  # one a band
    with pytest.raises(BadRun):  # another officer's supplement finds nothing left
        funds.prepare_run(
            officers[2],
            batch=funds_batch(month(0)), dues=[], on=clock.today(),
        )  # fmt: skip


def funds_batch(when: Month):
    from anhuai.funds.rules.settling import Batch

    return Batch(month=when, code="again", title="再次", schemes=(ITEM,), is_whole=False)


@pytest.mark.django_db
def test_a_grant_confirmed_late_is_paid_from_when_it_was_accepted(
    standard: None, elder: Elder, officers: Officers
) -> None:
    clerk, first, _second = officers
    other, late = elder(born=turning(85, 0)), elder(born=turning(80, 2))
    for ago in (3, 2, 1):
        night(ago)
        run(first, ago)
    night(0)
    filed = month(3).first.replace(day=20)
    made = actions.apply(
        clerk, person=late, on=filed, applying=Applying(item=ITEM, channel=Channel.FOUND)
    )
    for act, actor, day, more in (
        (actions.accept, clerk, filed, {}), (actions.survey, clerk, filed, {"advice": True}),
        (actions.confirm, first, clock.today(), {}),
    ):  # fmt: skip
        made.refresh_from_db()
        act(actor, doing=Doing(made.pk, made.version, day, "情况属实"), **more)
    assert Application.objects.get().state == "granted"
    pays = run(first, 0)
    assert lines(pays) == {
        (late, 2): ("back_pay", 5000), (late, 1): ("back_pay", 5000),
        (late, 0): ("regular", 5000), (other, 0): ("regular", 5000),
    }  # fmt: skip
    assert f"自 {month(2)} 起补发" in pays.changes.get(person=late, kind="back_pay").why


@pytest.mark.django_db
def test_what_nobody_confirmed_is_not_paid_for_the_past(
    standard: None, elder: Elder, officers: Officers
) -> None:
    drawn, found = elder(born=turning(85, 0)), elder(born=turning(80, 1))
    for ago in (2, 1):
        night(ago)
        run(officers[1], ago)
    night(0)
    assert set(lines(run(officers[1], 0))) == {(drawn, 0)}
    assert Entitlement.objects.filter(person=found, item=ITEM, retracted_at=None).exists()


@pytest.mark.django_db
def test_an_officer_decides_one_person_anew(
    standard: None, elder: Elder, officers: Officers, actor: Callable[..., Actor],
    signed_in: Callable[..., Client],
) -> None:  # fmt: skip
    old = elder(born=turning(85, 0))
    with pytest.raises(BadPaying):
        actions.restate(officers[1], person=old, on=clock.today())
    for ago in (2, 1, 0):
        night(ago)
    assert actions.restate(officers[1], person=old, on=clock.today()).months == 0
    people.record_death(SYSTEM, person=old, died=month(2).first)
    assert actions.restate(officers[1], person=old, on=clock.today()).months >= 1
    assert actions.restate(officers[1], person=old, on=clock.today()).months == 0
    with pytest.raises(Refused):
        actions.restate(officers[0], person=old, on=clock.today())
    page = "/benefits/restated"
    officer = signed_in("county_officer", division=COUNTY)
    assert "高寿" in officer.get(page).content.decode()
    assert officer.get(f"{page}?division={TOWN}&item={ITEM}&q=gs").status_code == 200
    assert officer.get("/sheets/benefits-restated/export").status_code in (200, 302)
    told = officer.get("/api/v1/benefits/restated").json()["items"]
    assert {one["person"] for one in told} == {old}
    other = signed_in("town_clerk", division=OTHER_VILLAGE[:9])
    assert "高寿" not in other.get(page).content.decode()
    assert other.get(f"/benefits/restate/{old}").status_code in (403, 404)
    asked = officer.get(f"/benefits/restate/{old}")
    assert asked.status_code == 200
    stranger = elder(village=OTHER_VILLAGE)
    with pytest.raises(NotHere):
        actions.restate(
            actor("county_officer", division="620722"), person=stranger, on=clock.today()
        )
