"""What an institution may hold paid ahead: its net fixed assets; nothing is owed when it closes."""

from datetime import timedelta

import pytest
from tests.people import small
from tests.placements.test_billing import living
from tests.placements.test_prepaid import take

from anhuai.facilities import actions as facilities
from anhuai.facilities.rules import Status
from anhuai.kernel.money import Fen
from anhuai.placements import actions, queries
from anhuai.placements.rules.prepaid import Ahead, beyond_assets, reserve
from anhuai.placements.rules.words import BadPlacement, Ending
from anhuai.platform import clock
from anhuai.platform.acting import NotHere, Refused
from anhuai.platform.models import ParameterChange
from anhuai.platform.parameters import forget

pytestmark = pytest.mark.django_db
REPORT = "审计报告 2026-1 号"


def test_an_unknown_is_no_zero_and_the_limit_itself_is_allowed() -> None:
    assert beyond_assets(10**12, None) is None
    assert beyond_assets(100, 100) is None
    assert beyond_assets(101, 100) is not None
    assert (reserve(0, 10), reserve(5, 0)) == (0, None)


def test_the_whole_institution_takes_no_more_than_its_net_assets(officer, home, elder) -> None:
    one, other = living(officer, home, elder), living(officer, home, elder, "101-2", name="王秀兰")
    take(officer, one, 3000)  # nobody recorded the assets: taken, and a finding
    (found,) = queries.findings(officer, on=clock.today(), matter="no_assets")
    assert (found.facility, found.count) == (home.pk, 300_000)
    record = {"facility": home.pk, "on": clock.today(), "document": REPORT}
    actions.record_assets(officer, amount=Fen(500_000), **record)
    assert queries.findings(officer, on=clock.today(), matter="no_assets") == []
    with pytest.raises(BadPlacement, match=r"净固定资产 5,000\.00 元"):
        take(officer, other, 2001)
    take(officer, other, 2000)
    actions.record_assets(officer, amount=Fen(400_000), **record)  # a newer report: they fell
    (over,) = queries.findings(officer, on=clock.today(), matter="over_assets")
    assert over.count == 100_000
    give = actions.Sum(kind=Ahead.SERVICE, amount=Fen(100_000))
    actions.refund_prepayment(officer, stay=other.pk, given=give, on=clock.today())
    assert queries.findings(officer, on=clock.today(), matter="over_assets") == []
    for wrong in ({"document": "账"}, {"on": clock.today() + timedelta(1)}):
        with pytest.raises(BadPlacement):
            actions.record_assets(officer, amount=Fen(1), **record | wrong)
    with pytest.raises(BadPlacement):
        actions.record_assets(officer, amount=Fen(-1), **record)


def test_assets_are_for_the_authority(manager, far_clerk, officer, home, elder) -> None:
    record = {"facility": home.pk, "on": clock.today(), "document": REPORT}
    for other in (manager, far_clerk):
        with pytest.raises((NotHere, Refused)):
            actions.record_assets(other, amount=Fen(1), **record)
    take(officer, living(officer, home, elder), 10)
    (seen,) = small.browser(manager).get("/api/v1/placements/prepaid").json()
    assert (seen["total"], seen["assets"], seen["over"]) == (1000, None, False)
    assert seen["reserve"] is None  # no share was decided: not a zero
    assert small.browser(far_clerk).get("/api/v1/placements/prepaid").json() == []
    url = f"/api/v1/placements/facilities/{home.pk}/assets"
    sent = {"amount": 900, "as_of": f"{clock.today()}", "document": REPORT}
    as_json = {"content_type": "application/json"}
    assert small.browser(manager).post(url, sent, **as_json).status_code == 403
    client = small.browser(officer)
    assert client.post(url, sent, **as_json).status_code == 200
    assert client.post(url, sent | {"amount": 1 << 70}, **as_json).status_code == 422
    (seen,) = client.get(f"/api/v1/placements/prepaid?facility={home.pk}").json()
    assert (seen["assets"], seen["over"]) == (900, True)


def test_a_reserve_is_reckoned_once_its_share_is_decided(officer, home, elder) -> None:
    take(officer, living(officer, home, elder), 1000, Ahead.DEPOSIT, in_custody=True)
    (held,) = queries.held_ahead(officer, on=clock.today())
    assert held.reserve is None
    ParameterChange.objects.create(
        key="placements.reserve_percent", value=10, since=clock.today(), state="approved",
        proposed_by=0, proposed_at=clock.now(), decided_by=1, decided_at=clock.now(),
        reason="本县定",
    )  # fmt: skip
    forget()
    (held,) = queries.held_ahead(officer, on=clock.today())
    assert held.reserve == 10_000
    forget()


def test_a_home_that_owes_money_does_not_close(officer, private, elder) -> None:
    stay = living(officer, private, elder, "1")
    take(officer, stay, 10)
    actions.discharge(officer, stay=stay.pk, version=1, ending=Ending.RESETTLED, on=clock.today())
    close = {"facility": private.pk, "status": Status.CLOSED, "on": clock.today(), "reason": "停办"}
    with pytest.raises(BadPlacement, match=r"预收款 10\.00 元没有退还"):
        facilities.change_status(officer, **close)
    back = actions.Sum(kind=Ahead.SERVICE, amount=Fen(1000))
    actions.refund_prepayment(officer, stay=stay.pk, given=back, on=clock.today())
    assert facilities.change_status(officer, **close).status == Status.CLOSED


def test_the_page_of_money_held(officer, far_clerk, home, elder) -> None:
    take(officer, living(officer, home, elder), 3000)
    client = small.browser(officer)
    page = client.get("/placements/prepaid/").content.decode()
    assert "净固定资产未登记" in page
    assert "比例未定" in page
    url = f"/placements/beds/{home.pk}/assets"
    assert "不得超过" in client.get(url).content.decode()
    sent = {"amount": "1000", "as_of": f"{clock.today()}", "document": REPORT}
    assert client.post(url, sent).status_code == 302
    assert "超过净固定资产" in client.get("/placements/prepaid/").content.decode()
    assert "超出" in client.get("/placements/findings").content.decode()
    assert client.get("/sheets/prepaid-held/export").status_code in (200, 302)
    far = small.browser(far_clerk)
    assert far.get(url).status_code in (403, 404)
    assert home.name not in far.get("/placements/prepaid/").content.decode()
