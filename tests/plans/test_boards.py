"""The board sets each target beside its figure; who sees what; trends; plans side by side."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest

from anhuai.plans import actions, queries
from anhuai.plans.models import Plan, Snapshot
from anhuai.plans.queries import Origin
from anhuai.plans.rules import Status
from anhuai.platform.acting import SYSTEM, Actor, NotHere, Refused
from tests.conftest import COUNTY, OTHER_TOWN, TOWN
from tests.plans.conftest import ON, Stock

Who = Callable[..., Actor]


def row(board: queries.Board, code: str) -> queries.Row:
    return next(one for one in board.rows if one.target.code == code)


def test_a_board_has_every_target_once(stock: Stock, elderly: Plan) -> None:
    board = queries.board(SYSTEM, plan=elderly, on=ON)
    assert len(board.rows) == 22
    assert sum(board.counts.values()) == 22
    nursing = row(board, "002b-I02")
    assert nursing.measured.value == 15
    assert nursing.judgement.gap == 40
    assert nursing.judgement.status is Status.UNJUDGED
    visits = row(board, "002b-I12")
    assert visits.measured.origin is Origin.NONE
    assert visits.judgement.status is Status.NO_DATA


def test_the_deadline_turns_what_is_not_reached_into_missed(stock: Stock, elderly: Plan) -> None:
    assert (
        row(queries.board(SYSTEM, plan=elderly, on=date(2025, 12, 31)), "002b-I02").judgement.status
        is Status.UNJUDGED
    )
    assert (
        row(queries.board(SYSTEM, plan=elderly, on=date(2026, 1, 1)), "002b-I02").judgement.status
        is Status.MISSED
    )


def test_a_count_promised_for_the_county_is_not_held_against_a_town(
    stock: Stock, elderly: Plan
) -> None:
    board = queries.board(SYSTEM, plan=elderly, on=ON, division=TOWN)
    built = row(board, "002b-I16")
    assert built.measured.value == 1
    assert not built.is_comparable
    assert built.judgement.status is Status.UNJUDGED
    share = row(board, "002b-I02")
    assert share.is_comparable
    assert share.judgement.gap == 35


def test_a_clerk_sees_the_plan_of_the_county_with_the_figures_of_the_town(
    stock: Stock, elderly: Plan, actor: Who
) -> None:
    clerk = actor("town_clerk", division=TOWN)
    whole = queries.board(clerk, plan=elderly, on=ON)
    assert not whole.is_seen
    assert all(one.measured.value is None for one in whole.rows)
    town = queries.board(clerk, plan=elderly, on=ON, division=TOWN)
    assert row(town, "002b-I02").measured.value == 20
    with pytest.raises(NotHere):
        queries.board(clerk, plan=elderly, on=ON, division=OTHER_TOWN)


def test_a_plan_of_another_county_shows_its_targets_only(
    stock: Stock, litong: Plan, actor: Who
) -> None:
    officer = actor("county_officer", division=COUNTY)
    board = queries.board(officer, plan=litong, on=ON)
    assert len(board.rows) == 17
    assert not board.is_seen
    assert {one.judgement.status for one in board.rows} == {Status.NO_DATA}


def test_without_the_permit_there_is_no_plan(elderly: Plan, actor: Who) -> None:
    provider = actor("village_worker", division=TOWN)
    for read in (
        lambda: queries.plans(provider),
        lambda: queries.plan(provider, "linze-2025-elderly"),
        lambda: queries.board(provider, plan=elderly, on=ON),
    ):
        with pytest.raises(Refused):
            read()


def test_snapshots_make_the_trend_and_the_forecast(stock: Stock, elderly: Plan) -> None:
    taken = actions.snapshot_history(SYSTEM, division=COUNTY, months=6, until=ON)
    assert len(taken.days) == 6
    assert taken.days[-1] == date(2024, 6, 1)
    nursing = row(queries.board(SYSTEM, plan=elderly, on=ON), "002b-I02")
    assert [day for day, _ in nursing.trend] == [*taken.days, ON]
    assert nursing.judgement.forecast is not None
    assert nursing.judgement.forecast.value == 15
    assert nursing.judgement.status is Status.BEHIND


def test_towns_have_snapshots_of_their_own(stock: Stock, elderly: Plan) -> None:
    actions.take_snapshots(SYSTEM, division=COUNTY, on=date(2024, 6, 1))
    frozen = Snapshot.objects.get(indicator="nursing_bed_share", division=TOWN, on=date(2024, 6, 1))
    assert frozen.value == 20
    assert frozen.context == ""


def test_a_snapshot_remembers_which_plan_and_period_it_was_counted_for(
    elderly: Plan, civil_plan: Plan
) -> None:
    actions.take_snapshots(SYSTEM, division=COUNTY, on=date(2024, 6, 1))
    contexts = Snapshot.objects.filter(indicator="plan_projects").values_list("context", "value")
    assert dict(contexts) == {"linze-2025-civil": 23, "linze-2025-elderly": 15}
    counted = Snapshot.objects.get(indicator="daycare_new", division=COUNTY)
    assert counted.context == "2021"


def test_taking_a_day_again_replaces_it(stock: Stock, elderly: Plan) -> None:
    first = actions.take_snapshots(SYSTEM, division=COUNTY, on=date(2024, 6, 1))
    again = actions.take_snapshots(SYSTEM, division=COUNTY, on=date(2024, 6, 1))
    assert first.count == again.count == Snapshot.objects.count()


def test_plans_side_by_side_share_rows_by_indicator(
    stock: Stock, elderly: Plan, litong: Plan, actor: Who
) -> None:
    officer = actor("county_officer", division=COUNTY)
    chosen, rows = queries.compare_plans(
        officer, codes=["linze-2025-elderly", "litong-2023"], on=ON
    )
    assert [plan.code for plan in chosen] == ["linze-2025-elderly", "litong-2023"]
    cells = next(cells for key, _, cells in rows if key == "nursing_bed_share")
    assert [cell[0].target.value for cell in cells] == [Decimal(55), Decimal(30)]
    assert cells[0][0].measured.value == 15
    assert cells[1][0].measured.value is None


def test_the_own_plan_comes_first(
    elderly: Plan, civil_plan: Plan, litong: Plan, actor: Who
) -> None:
    clerk = actor("town_clerk", division=TOWN)
    assert [plan.code for plan in queries.plans(clerk)][-1] == "litong-2023"
    own = queries.own_plan(clerk)
    assert own is not None
    assert own.code == "linze-2025-civil"
    far = actor("county_officer", division="640302")
    assert queries.own_plan(far).code == "litong-2023"  # type: ignore[union-attr]
