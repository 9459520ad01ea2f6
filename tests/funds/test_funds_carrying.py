"""What a year left is carried over whole or not at all."""

from dataclasses import replace
from datetime import date
from uuid import uuid4

import pytest
import time_machine
from tests.funds.conftest import ON, POT
from tests.people import small

from anhuai.funds import actions, queries
from anhuai.funds.actions import BadEntry
from anhuai.funds.models import Entry
from anhuai.funds.rules.books import Pot
from anhuai.kernel.money import Fen
from anhuai.platform.acting import Actor, Refused

NEXT = date(2027, 1, 8)
MARKED = Pot("county_budget", 2026, "elderly_care")


@pytest.fixture
def later(officer: Actor, money: None):
    actions.appropriate(officer, pot=MARKED, amount=Fen(50_000), on=ON, document="县财〔2026〕2号")
    with time_machine.travel(NEXT, tick=False):
        yield


def test_all_that_is_left_moves_and_stays_earmarked(officer: Actor, later: None) -> None:
    pots = [pot for pot, _left in queries.left_over(officer, year=2026)]
    assert set(pots) == {POT, MARKED}
    made = actions.carry_over(officer, year=2026, pots=pots, on=NEXT, document="县财〔2027〕1号")
    assert made.says == "2026 年预算余额结转至 2027 年 100,500.00 元"
    assert queries.left_over(officer, year=2026) == []
    assert dict(queries.left_over(officer, year=2027)) == {
        replace(POT, year=2027): 10_000_000, replace(MARKED, year=2027): 50_000,
    }  # fmt: skip


def test_twice_chosen_or_carried_again_moves_nothing_twice(officer: Actor, later: None) -> None:
    ask = {"year": 2026, "pots": [POT, POT], "on": NEXT, "document": "县财〔2027〕1号"}
    actions.carry_over(officer, **ask)
    with pytest.raises(BadEntry) as again:
        actions.carry_over(officer, **ask)
    assert again.value.code == "left"
    assert dict(queries.left_over(officer, year=2027)) == {replace(POT, year=2027): 10_000_000}


def test_a_year_that_runs_nothing_chosen_or_no_paper_is_refused(
    officer: Actor, later: None
) -> None:
    ask = {"year": 2026, "pots": [POT], "on": NEXT, "document": "县财〔2027〕1号"}
    for bad, code in (
        ({"year": 2027}, "year"), ({"on": date(2026, 12, 31)}, "year"), ({"pots": []}, "left"),
        ({"on": date(2027, 1, 9)}, "year"), ({"document": " "}, "document"),
    ):  # fmt: skip
        with pytest.raises(BadEntry) as refused:
            actions.carry_over(officer, **ask | bad)
        assert refused.value.code == code
    clerk = small.holder("town_clerk", division=small.TOWN)
    with pytest.raises(Refused):
        actions.carry_over(clerk, **ask)
    assert not Entry.objects.filter(key__startswith="carry").exists()


def test_the_page_lists_what_is_left_and_goes_to_the_entry(officer: Actor, later: None) -> None:
    web = small.browser(officer)
    page = "/funds/carry"
    text = web.get(page).content.decode()
    assert "100,000.00" in text
    assert "500.00" in text
    sent = {"on": NEXT, "document": "县财〔2027〕1号", "token": str(uuid4())}
    assert "请选择要结转的预算" in web.post(page, sent).content.decode()
    sent["pots"] = ["county_budget|elderly_care|"]
    done = web.post(page, sent)
    entry = Entry.objects.get(key__startswith="carry")
    assert done.headers["Location"] == f"/funds/entries/{entry.pk}/"
    assert dict(queries.left_over(officer, year=2027)) == {replace(MARKED, year=2027): 50_000}
