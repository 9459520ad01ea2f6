"""The custody account: balances from bank statements, put right by later entries, held against what
is paid ahead and against the reserve once its share is decided."""

from datetime import timedelta

import pytest
from tests.people import small
from tests.placements.test_billing import living
from tests.placements.test_prepaid import take

from anhuai.kernel.money import Fen
from anhuai.placements import actions, queries
from anhuai.placements.rules.custody import Checked
from anhuai.placements.rules.prepaid import Ahead
from anhuai.placements.rules.words import BadPlacement
from anhuai.platform import clock
from anhuai.platform.acting import NotHere, Refused
from anhuai.platform.models import ParameterChange
from anhuai.platform.parameters import forget

pytestmark = pytest.mark.django_db
PAPER = "（虚构）农商行对账单 2026-09"
AS_JSON = {"content_type": "application/json"}


def deposit(officer, home, elder, yuan=1000):
    return take(officer, living(officer, home, elder), yuan, Ahead.DEPOSIT, in_custody=True)


def note(actor, home, yuan, on=None):
    return actions.record_balance(
        actor, facility=home.pk, amount=Fen(yuan * 100), on=on or clock.today(), document=PAPER
    )  # fmt: skip


def put_right(actor, one, yuan, *, on=None, reason="多写了一个零"):
    return actions.correct_balance(
        actor, balance=one.pk, amount=Fen(yuan * 100), on=on or one.as_of, document=PAPER,
        reason=reason,
    )  # fmt: skip


def matters(officer):
    money = {"no_balance", "custody_less", "under_reserve"}
    found = queries.findings(officer, on=clock.today())
    return [(str(one.matter), one.count) for one in found if str(one.matter) in money]


def test_a_shortfall_is_of_the_day_and_unknown_without_a_share() -> None:
    day = clock.today()
    assert Checked(day, PAPER, 100, 100, None).lacks == 0
    assert Checked(day, PAPER, 99, 100, None).lacks == 1
    assert Checked(day, PAPER, 0, 100, None).lacks_reserve is None
    assert Checked(day, PAPER, 10, 100, 10).lacks_reserve == 0


def test_an_unknown_balance_is_a_finding_and_no_zero(manager, officer, home, elder) -> None:
    assert matters(officer) == []
    deposit(officer, home, elder)
    assert matters(officer) == [("no_balance", 100_000)]
    (held,) = queries.held_ahead(officer, on=clock.today())
    assert held.custody is None
    note(manager, home, 400)  # the institution itself says so
    assert matters(officer) == [("custody_less", 60_000)]


def test_service_fees_need_no_custody(officer, home, elder) -> None:
    take(officer, living(officer, home, elder), 1000)
    assert matters(officer) == []


def test_the_reserve_is_checked_once_its_share_is_decided(officer, home, elder) -> None:
    deposit(officer, home, elder)
    note(officer, home, 50)
    ParameterChange.objects.create(
        key="placements.reserve_percent", value=10, since=clock.today(), state="approved",
        proposed_by=0, proposed_at=clock.now(), decided_by=1, decided_at=clock.now(),
        reason="本县定",
    )  # fmt: skip
    forget()
    try:
        assert matters(officer) == [("under_reserve", 5_000)]
        page = small.browser(officer).get("/placements/findings").content.decode()
        assert "少 50.00 元" in page
    finally:
        ParameterChange.objects.all().delete()
        forget()


def test_a_balance_is_held_against_its_own_day(officer, home, elder) -> None:
    deposit(officer, home, elder)
    note(officer, home, 0, clock.today() - timedelta(30))  # before the deposit: nothing was held
    (held,) = queries.held_ahead(officer, on=clock.today())
    assert (held.custody.held, held.custody.lacks) == (0, 0)
    assert matters(officer) == []


def test_a_wrong_balance_is_put_right_by_a_later_entry(manager, officer, home, elder) -> None:
    deposit(officer, home, elder)
    wrong = note(manager, home, 10_000)
    with pytest.raises(BadPlacement, match="更正"):
        note(manager, home, 1000)
    with pytest.raises(BadPlacement, match="为什么"):
        put_right(manager, wrong, 900, reason=" ")
    right = put_right(manager, wrong, 900)
    assert matters(officer) == [("custody_less", 10_000)]
    with pytest.raises(BadPlacement, match="最新"):
        put_right(manager, wrong, 1000)
    put_right(manager, right, 1000, on=clock.today() - timedelta(1))  # its day was wrong too
    (held,) = queries.held_ahead(officer, on=clock.today())
    assert held.custody.as_of == clock.today() - timedelta(1)
    assert queries.custody_balances(officer, facility=home.pk).count() == 3
    other = note(manager, home, 1000)
    with pytest.raises(BadPlacement, match="另一条"):
        put_right(manager, other, 1000, on=clock.today() - timedelta(1))


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"amount": Fen(-1)}, "负数"), ({"document": "单"}, "对账单编号"),
        ({"on": clock.today() + timedelta(1)}, "还没有到"),
    ],
)  # fmt: skip
def test_bad_balances(officer, home, wrong, says) -> None:
    given = {"amount": Fen(1), "on": clock.today(), "document": PAPER} | wrong
    with pytest.raises(BadPlacement, match=says):
        actions.record_balance(officer, facility=home.pk, **given)


def test_other_peoples_accounts_are_refused(manager, far_clerk, officer, home, private) -> None:
    one = note(officer, private, 5)
    for other in (manager, far_clerk):  # the manager runs `home`, not `private`
        with pytest.raises((NotHere, Refused)):
            note(other, private, 1, clock.today() - timedelta(1))
        with pytest.raises((NotHere, Refused)):
            put_right(other, one, 1)
    far = small.browser(far_clerk)
    assert far.get("/api/v1/placements/custody").json() == []
    assert far.get(f"/placements/beds/{private.pk}/custody").status_code in (403, 404)
    own = small.browser(manager).get(f"/api/v1/placements/custody?facility={private.pk}")
    assert own.json() == []


def test_balances_over_rest(manager, officer, home, elder) -> None:
    deposit(officer, home, elder)
    client, sent = small.browser(manager), {"amount": 90_000, "as_of": f"{clock.today()}"}
    sent["document"] = PAPER
    url = f"/api/v1/placements/facilities/{home.pk}/custody"
    made = client.post(url, sent, **AS_JSON).json()
    assert client.post(url, sent, **AS_JSON).status_code == 422
    assert client.post(url, sent | {"amount": 1 << 70}, **AS_JSON).status_code == 422
    (seen,) = client.get("/api/v1/placements/prepaid").json()
    assert (seen["custody"]["lacks"], seen["custody"]["lacks_reserve"]) == (10_000, None)
    put = f"/api/v1/placements/custody/{made['id']}/correct"
    done = client.post(put, sent | {"amount": 100_000, "reason": "看错行"}, **AS_JSON).json()
    assert (done["corrects"], done["recorded_by"]) == (made["id"], manager.name)
    listed = client.get("/api/v1/placements/custody").json()
    assert [one["corrected"] for one in listed] == [False, True]
    assert client.get(f"/api/v1/placements/custody?facility={1 << 63}").status_code == 422


def test_the_pages_of_the_custody_account(manager, officer, home, elder) -> None:
    deposit(officer, home, elder)
    client = small.browser(manager)
    assert "存管账户余额未登记" in client.get("/placements/prepaid/").content.decode()
    url = f"/placements/beds/{home.pk}/custody"
    assert "还没有登记余额" in client.get(url).content.decode()
    sent = {"amount": "900", "as_of": f"{clock.today()}", "document": PAPER}
    assert client.post(f"{url}/new", sent | {"document": "单"}).status_code == 200
    assert client.post(f"{url}/new", sent).status_code == 302
    page = small.browser(officer).get(url).content.decode()  # the authority sees who and which
    assert PAPER in page
    assert manager.name in page
    one = queries.custody_balances(officer).get()
    correct = f"/placements/custody/{one.pk}/correct"
    assert "900.00" in client.get(correct).content.decode()
    assert client.post(correct, sent | {"amount": "1000", "reason": "看错行"}).status_code == 302
    assert "已更正" in client.get(url).content.decode()
    assert "存管账户足额" in client.get("/placements/prepaid/").content.decode()
    out = f"/sheets/custody-balances/export?facility={home.pk}"
    assert client.get(out).status_code in (200, 302)
