"""Standing in during leave: offered, accepted, told in the trail, never more than held, ended."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from tests.conftest import COUNTY, OTHER_TOWN, TOWN, open_account, questions

from anhuai.platform import accounts, clock, delegations
from anhuai.platform.acting import Actor, NotHere
from anhuai.platform.delegations import BadDelegation
from anhuai.platform.models import Account, AuditEntry, Delegation, RoleHolding
from anhuai.platform.requests import actor_of

PASSWORD = "correct horse battery"


@pytest.fixture
def zhang(linze) -> Account:
    return open_account("zhang", "town_clerk", division=TOWN)


@pytest.fixture
def li(linze) -> Account:
    account = open_account("li", "assessor", division=TOWN)
    RoleHolding.objects.create(
        account=account, role="leader", division=OTHER_TOWN, since="2020-01-01"
    )
    return account


def lent(lender: Account, borrower: str = "li", days: int = 7, **changed) -> Delegation:
    today = clock.today()
    given = {
        "borrower": borrower, "holdings": [h.pk for h in lender.holdings.all()], "since": today,
        "until": today + timedelta(days=days), "reason": "年休假",
    } | changed  # fmt: skip
    return delegations.lend_roles(actor_of(lender), **given)


def accepted(lender: Account, borrower: Account, **changed) -> Delegation:
    made = lent(lender, borrower.username, **changed)
    return delegations.accept_delegation(actor_of(borrower), delegation_id=made.pk)


def standing_in(borrower: Account, made: Delegation) -> Client:
    client = came(borrower)
    assert client.post("/delegations/stand-in", {"delegation": made.pk}).status_code == 302
    return client


def came(account: Account) -> Client:
    client = Client()
    client.post("/sign-in", {"username": account.username, "password": PASSWORD})
    return client


def roles(actor: Actor) -> set[tuple[str, str | None]]:
    return {(h.role, h.division) for h in actor.holdings}


def test_from_the_offer_to_standing_in_and_back(zhang, li) -> None:
    lender, borrower = came(zhang), came(li)
    today = clock.today()
    sent = {
        "borrower": " LI ", "holdings": [zhang.holdings.get().pk], "since": today,
        "last": today + timedelta(days=6), "reason": "年休假",
    }  # fmt: skip
    assert lender.post("/delegations/new", sent).status_code == 302
    made = Delegation.objects.get()
    assert made.until == today + timedelta(days=7)
    home = borrower.get("/").content.decode()
    assert "代 测试zhang" in home
    assert "接受" in home
    assert borrower.post("/delegations/stand-in", {"delegation": made.pk}).status_code == 404
    borrower.post(f"/delegations/{made.pk}/change", {"what": "accept"})
    assert borrower.get("/people/new").status_code == 403, "not before one says so"
    borrower.post("/delegations/stand-in", {"delegation": made.pk})
    assert borrower.get("/people/new").status_code == 200
    assert "测试li（代 测试zhang）" in borrower.get("/").content.decode()
    borrower.post("/delegations/stand-in")
    assert borrower.get("/people/new").status_code == 403
    assert "测试li（代" not in borrower.get("/").content.decode()


def test_the_trail_says_for_whom(zhang, li) -> None:
    client = standing_in(li, accepted(zhang, li))
    client.post("/preferences", {"elder": "0"})
    entry = AuditEntry.objects.get(name="platform.accounts.set_preferences")
    assert (entry.actor, entry.account) == ("测试li（代 测试zhang）", li.pk)
    assert AuditEntry.objects.filter(name="stands_in", account=li.pk).count() == 1


def test_standing_in_has_the_lent_roles_and_no_others(zhang, li) -> None:
    made = accepted(zhang, li)
    assert roles(actor_of(li, standing_in=made.pk)) == {("town_clerk", TOWN)}
    assert roles(actor_of(li)) == {("assessor", TOWN), ("leader", OTHER_TOWN)}


@pytest.mark.parametrize("days", [0, 6])
def test_it_counts_from_its_first_day_to_its_last(zhang, li, days) -> None:
    made = accepted(zhang, li)
    on = clock.now() + timedelta(days=days)
    with time_machine.travel(on, tick=False):
        assert actor_of(li, standing_in=made.pk).standing_in == made.pk


@pytest.mark.parametrize("days", [-1, 7])
def test_it_ends_by_itself_and_its_session_acts_for_itself_again(zhang, li, days) -> None:
    made = accepted(zhang, li)
    client = standing_in(li, made)
    on = clock.now() + timedelta(days=days)
    with time_machine.travel(on, tick=False):
        assert actor_of(li, standing_in=made.pk).standing_in is None
    with time_machine.travel(clock.now() + timedelta(days=7), tick=False):
        client = came(li)
        assert client.post("/delegations/stand-in", {"delegation": made.pk}).status_code == 404


def test_never_more_than_the_lender_still_holds(zhang, li, actor) -> None:
    made = accepted(zhang, li)
    client = standing_in(li, made)
    admin = actor("county_administrator", division=COUNTY)
    accounts.end_role(admin, account_id=zhang.pk, holding_id=zhang.holdings.get().pk)
    assert client.get("/people/new").status_code == 403
    assert actor_of(li, standing_in=made.pk).standing_in is None


def test_a_closed_lender_lends_nothing(zhang, li) -> None:
    made = accepted(zhang, li)
    Account.objects.filter(pk=zhang.pk).update(is_active=False)
    assert actor_of(li, standing_in=made.pk).standing_in is None


@pytest.mark.parametrize("who", ["lender", "borrower"])
def test_either_side_ends_it_at_once(zhang, li, who) -> None:
    made = accepted(zhang, li)
    client = standing_in(li, made)
    came(zhang if who == "lender" else li).post(f"/delegations/{made.pk}/change", {"what": "end"})
    assert client.get("/people/new").status_code == 403
    with pytest.raises(NotHere):
        delegations.end_delegation(actor_of(zhang), delegation_id=made.pk)


def test_nobody_else_accepts_ends_or_stands_in(zhang, li) -> None:
    made = lent(zhang)
    third = open_account("wang", "town_clerk", division=TOWN)
    for act in (delegations.accept_delegation, delegations.end_delegation):
        with pytest.raises(NotHere):
            act(actor_of(third), delegation_id=made.pk)
    with pytest.raises(NotHere):
        delegations.accept_delegation(actor_of(zhang), delegation_id=made.pk)
    delegations.accept_delegation(actor_of(li), delegation_id=made.pk)
    client = came(third)
    assert client.post("/delegations/stand-in", {"delegation": made.pk}).status_code == 404
    assert actor_of(third, standing_in=made.pk).standing_in is None


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"holdings": []}, "roles"),
        ({"holdings": [0]}, "roles"),
        ({"borrower": "zhang"}, "place"),
        ({"borrower": "nobody"}, "place"),
        ({"borrower": "elsewhere"}, "place"),
        ({"borrower": "closed"}, "place"),
        ({"days": 0}, "period"),
        ({"since": "yesterday"}, "period"),
    ],
)
def test_what_cannot_be_lent_says_why(zhang, li, changed, code) -> None:
    open_account("elsewhere", "town_clerk", division=OTHER_TOWN)
    Account.objects.filter(pk=open_account("closed", "leader", division=TOWN).pk).update(
        is_active=False
    )
    if changed.get("since"):
        changed = {"since": clock.today() - timedelta(days=1)}
    with pytest.raises(BadDelegation) as error:
        lent(zhang, **changed)
    assert error.value.code == code
    assert error.value.message_en


def test_a_lent_role_is_not_lent_on(zhang, li) -> None:
    made = accepted(zhang, li)
    third = open_account("wang", "town_clerk", division=TOWN)
    acting = actor_of(li, standing_in=made.pk)
    for holding in (zhang.holdings.get(), li.holdings.first()):
        with pytest.raises(BadDelegation):
            delegations.lend_roles(
                acting, borrower=third.username, holdings=[holding.pk], since=clock.today(),
                until=clock.today() + timedelta(days=1), reason="x",
            )  # fmt: skip


def test_a_familys_role_stays_theirs(linze) -> None:
    mother = open_account("mother", "family", person=1)
    with pytest.raises(BadDelegation):
        lent(mother)
    assert "委托给同事" not in came(mother).get("/delegations/").content.decode()


def test_standing_in_costs_no_further_query(zhang, li) -> None:
    client = standing_in(li, accepted(zhang, li))
    with questions() as asked:
        client.get("/alive")
    assert len(asked) == 3
