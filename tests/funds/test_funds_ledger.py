"""The ledger: balanced by its shape, only growing, money where it was meant to go."""

from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.utils import DatabaseError
from tests.funds.conftest import ON, POT
from tests.people import small

from anhuai.funds import actions, queries
from anhuai.funds.actions import BadEntry
from anhuai.funds.models import Account, Entry, Posting
from anhuai.funds.queries.ledger import sums
from anhuai.funds.rules.books import Pocket, Pot, Unit
from anhuai.kernel.money import Fen
from anhuai.platform.acting import Actor, Refused

DOCUMENT = "县财〔2026〕1号"
LOTTERY = Pot("lottery_county", 2026)


def given(actor: Actor, pot: Pot, amount: int) -> Entry:
    return actions.appropriate(actor, pot=pot, amount=Fen(amount), on=ON, document=DOCUMENT)


def test_all_accounts_add_up_to_nothing_after_everything_that_can_happen(officer: Actor) -> None:
    given(officer, LOTTERY, 100_000)
    given(officer, Pot("lottery_county", 2026, "elderly_care"), 50_000)
    town = Pot("reserve", 2026, "", small.TOWN)
    given(officer, POT, 70_000)
    moved = actions.transfer_budget(
        officer, pot=POT, to=town, amount=Fen(20_000), on=ON, document=DOCUMENT
    )
    actions.record_spending(
        officer, pot=Pot("lottery_county", 2026, "elderly_care"), amount=Fen(30_000), on=ON,
        document="合同 3", says="购置护理床", is_earmarked=True,
    )  # fmt: skip
    actions.reverse_entry(officer, entry=moved.pk, on=ON, reason="乡镇有误")
    held = sums(Account.objects.all())
    assert sum(held.values()) == 0
    books = {one.fund: one for one in queries.fund_balances(officer, year=2026)}
    assert books["county_budget"].budget == 70_000
    assert books.get("reserve") is None or books["reserve"].budget == 0
    assert (books["lottery_county"].budget, books["lottery_county"].payment) == (120_000, 30_000)


@pytest.mark.parametrize("table", ["funds_entry", "funds_posting"])
@pytest.mark.parametrize("statement", ["update {} set id = id", "delete from {}"])
def test_what_is_written_stays(officer: Actor, table: str, statement: str) -> None:
    given(officer, POT, 1)
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement.format(table))


def test_a_posting_has_an_amount_two_accounts_and_one_unit(
    officer: Actor, people: list[int]
) -> None:
    entry = given(officer, POT, 1)
    one = entry.postings.get()
    for wrong in ({"amount": 0}, {"amount": -1}, {"target_id": one.source_id}):
        row = {"entry": entry, "source_id": one.source_id, "target_id": one.target_id, "amount": 1}
        with pytest.raises(IntegrityError), transaction.atomic():
            Posting.objects.create(**{**row, **wrong})
    actions.grant_units(
        officer, pocket=Pocket(people[0], "home_care", Unit.MINUTES), amount=600, on=ON, key="1",
        says="十小时",
    )  # fmt: skip
    minutes = Account.objects.filter(unit="minutes").first()
    with pytest.raises(DatabaseError, match="one unit"), transaction.atomic():
        Posting.objects.create(entry=entry, source_id=one.source_id, target=minutes, amount=1)


def test_an_entry_is_reversed_once_and_never_below_what_is_left(officer: Actor) -> None:
    entry = given(officer, POT, 500)
    actions.record_spending(
        officer, pot=Pot("county_budget", 2026, "assistance"), amount=Fen(400), on=ON,
        document="1", says="救灾物资",
    )  # fmt: skip
    with pytest.raises(BadEntry, match="可用预算只有"):
        actions.reverse_entry(officer, entry=entry.pk, on=ON, reason="重复")
    spent = Entry.objects.get(kind="spending")
    actions.reverse_entry(officer, entry=spent.pk, on=ON, reason="退货")
    with pytest.raises(BadEntry, match="已经冲正"):
        actions.reverse_entry(officer, entry=spent.pk, on=ON, reason="退货")
    actions.reverse_entry(officer, entry=entry.pk, on=ON, reason="重复下达")
    assert queries.fund_balances(officer, year=2026) == []


def test_earmarked_money_stays_with_its_purpose(officer: Actor) -> None:
    marked = Pot("central", 2026, "children")
    given(officer, marked, 1_000)
    with pytest.raises(BadEntry, match="专款专用"):
        actions.transfer_budget(
            officer, pot=marked, to=Pot("central", 2026, "assistance"), amount=Fen(1), on=ON,
            document=DOCUMENT,
        )  # fmt: skip
    with pytest.raises(BadEntry, match="可用预算只有"):
        actions.record_spending(
            officer, pot=Pot("central", 2026, "assistance"), amount=Fen(1), on=ON, document="1",
            says="粮油",
        )  # fmt: skip


@pytest.mark.parametrize(
    ("pot", "amount", "code"),
    [
        (Pot("nothing", 2026), 1, "fund"),
        (Pot("central", 2026, "nothing"), 1, "purpose"),
        (Pot("central", 1926), 1, "year"),
        (Pot("central", 2026, "", small.TOWN), 1, "town"),
        (Pot("reserve", 2026), 1, "town"),
        (Pot("reserve", 2026, "", small.COUNTY), 1, "town"),
        (POT, 0, "amount"),
        (POT, -5, "amount"),
    ],
)
def test_an_entry_that_makes_no_sense_is_refused(
    officer: Actor, pot: Pot, amount: int, code: str
) -> None:
    with pytest.raises(BadEntry) as error:
        given(officer, pot, amount)
    assert error.value.code == code
    assert not Entry.objects.exists()


def test_the_share_of_the_lottery_money_for_elders_is_live(officer: Actor) -> None:
    elderly = Pot("lottery_county", 2026, "elderly_care")
    given(officer, LOTTERY, 40_000)
    given(officer, elderly, 60_000)
    actions.record_spending(
        officer, pot=elderly, amount=Fen(45_000), on=ON, document="1", says="幸福院",
        is_earmarked=True,
    )  # fmt: skip
    found = queries.lottery_share(officer, year=2026)
    assert (found.total, found.share, found.planned) == (100_000, 0.45, 0.6)
    assert queries.lottery_share(officer, year=2026, until=date(2026, 5, 9)).share is None


def test_an_event_of_another_system_is_entered_once(officer: Actor) -> None:
    told = {"pot": POT, "amount": Fen(5), "on": ON, "document": DOCUMENT, "key": "finance:77"}
    assert actions.appropriate(officer, **told).pk == actions.appropriate(officer, **told).pk
    assert Entry.objects.count() == 1


def test_hours_are_granted_and_used_never_more_than_there_are(
    officer: Actor, people: list[int]
) -> None:
    pocket = Pocket(people[0], "home_care", Unit.MINUTES)
    first = actions.grant_units(officer, pocket=pocket, amount=600, on=ON, key="a", says="五月")
    again = actions.grant_units(officer, pocket=pocket, amount=600, on=ON, key="a", says="五月")
    assert first.pk == again.pk
    actions.use_units(officer, pocket=pocket, amount=540, on=ON, key="o1", says="助浴")
    with pytest.raises(BadEntry, match="剩余 60 分钟"):
        actions.use_units(officer, pocket=pocket, amount=61, on=ON, key="o2", says="助洁")
    held = queries.person_balance(officer, person=people[0])["held"]
    assert held == [("home_care", "minutes", 60)]


def test_only_who_sees_the_whole_county_reads_the_ledger(officer: Actor) -> None:
    for actor in (
        small.holder("town_clerk", division=small.TOWN),
        small.holder("leader", division=small.TOWN),
    ):
        with pytest.raises(Refused):
            queries.fund_balances(actor, year=2026)
            actor.require(queries.ledger.READ)
