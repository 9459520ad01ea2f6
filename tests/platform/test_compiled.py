"""A compiled query answers as Django's own does, whatever its values, on the database in use."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.db.models import BigIntegerField, CharField, DateField
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from anhuai.platform.compiled import Compiled, RowsOf, Slot, Slots, looking_at
from anhuai.platform.models import Account, Delegation, RoleHolding

DAY = date(2024, 2, 29)
IN_FORCE = Compiled(
    lambda: (
        RoleHolding.objects.filter(
            account__in=Slots("accounts"), since__lte=Slot("on", DateField())
        )
        .exclude(until__lte=Slot("on", DateField()))
        .select_related("account")
        .order_by("pk")
    )
)


@pytest.fixture
def holdings(db: None) -> list[int]:
    accounts = [
        Account.objects.create(username=f"a{at}", name=f"甲{at}", password="!") for at in range(3)
    ]
    for at, account in enumerate(accounts):
        for until in (None, DAY, DAY + timedelta(days=at)):
            RoleHolding.objects.create(
                account=account, role="county_officer", division="", since=DAY, until=until
            )
    return [account.pk for account in accounts]


@pytest.mark.parametrize("shift", [-1, 0, 1, 2])
@pytest.mark.parametrize("taken", [0, 1, 3])
def test_it_answers_as_the_query_it_was_made_from(
    holdings: list[int], shift: int, taken: int
) -> None:
    on, accounts = DAY + timedelta(days=shift), holdings[:taken]
    plain = (
        RoleHolding.objects.filter(account__in=accounts, since__lte=on)
        .exclude(until__lte=on)
        .order_by("pk")
    )
    found = IN_FORCE(accounts=accounts, on=on)
    assert found == list(plain)


def test_related_records_come_along_in_one_statement(holdings: list[int]) -> None:
    with CaptureQueriesContext(connection) as asked:
        names = {one.account.name for one in IN_FORCE(accounts=holdings, on=DAY)}
    assert names == {"甲1", "甲2", "甲0"}
    assert len(asked) == 1


def test_records_it_gave_are_the_callers_own(holdings: list[int]) -> None:
    first = IN_FORCE(accounts=holdings, on=DAY)
    first[0].division = "changed"
    assert IN_FORCE(accounts=holdings, on=DAY)[0].division == ""


def test_a_value_left_out_is_an_error(holdings: list[int]) -> None:
    with pytest.raises(KeyError, match="on"):
        IN_FORCE(accounts=holdings)


NAMED = Compiled(
    lambda: Account.objects.filter(name=Slot("name", CharField())).values_list("pk", flat=True)
)


@given(st.text(alphabet=st.characters(exclude_categories=("Cs",), exclude_characters="\0")))
def test_a_text_is_a_value_and_never_sql(text: str) -> None:
    (placed,) = (one for one in NAMED._build().query.sql_with_params()[1])
    assert isinstance(placed, Slot)
    assert placed.filled(text, connection) == text


@pytest.mark.parametrize("name", ["'; drop table platform_account; --", "%s", "王'秀英", "\\"])
def test_awkward_texts_are_found_as_they_are(db: None, name: str) -> None:
    kept = Account.objects.create(username="x", name=name, password="!")
    assert NAMED(name=name) == [kept.pk]
    assert NAMED(name=name + "!") == []


def test_whole_numbers_beyond_32_bits(db: None) -> None:
    by_key = Compiled(lambda: Account.objects.filter(pk=Slot("key", BigIntegerField())))
    assert by_key(key=2**40) == []
    assert by_key(key=2**100) == by_key(key=-(2**100)) == []


def test_a_table_is_asked_whether_it_knows_somebody(holdings: list[int]) -> None:
    has_role = RowsOf(RoleHolding, "account")
    assert [has_role(one) for one in (*holdings, max(holdings) + 1, 2**70)] == [
        True, True, True, False, False,
    ]  # fmt: skip


def test_while_a_file_is_shown_every_table_is_asked_in_one_statement(
    holdings: list[int], django_assert_num_queries: Any
) -> None:
    has_role, stands_in = RowsOf(RoleHolding, "account"), RowsOf(Delegation, "lender", "borrower")
    held = Compiled(
        lambda: RoleHolding.objects.filter(account=Slot("person", BigIntegerField())), of=has_role
    )
    with looking_at(holdings[0]), django_assert_num_queries(2):
        assert has_role(holdings[0])
        assert not stands_in(holdings[0])
        assert len(held(person=holdings[0])) == 3
    nobody = max(holdings) + 1
    with looking_at(nobody), django_assert_num_queries(1):
        assert held(person=nobody) == []
        assert not has_role(nobody)
    with looking_at(nobody):
        assert has_role(holdings[1])  # somebody else is asked about as ever
    with looking_at(2**70), django_assert_num_queries(0):
        assert not has_role(2**70)
