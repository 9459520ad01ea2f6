"""Services arranged ahead: of granted hours and of a bed's care plan, each place ordered once."""

from datetime import date, time, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st
from tests.people import small
from tests.services import home
from tests.services.conftest import TODAY, elder_of, refused
from tests.services.ordering import Provider, confirmed, credit, done, make_provider
from tests.services.test_family_beds import BEGAN, Bed

from anhuai.funds.rules.books import Unit
from anhuai.kernel.months import Month
from anhuai.people import actions as people
from anhuai.platform.acting import SYSTEM, Actor, NotHere, Refused
from anhuai.platform.posting import Stale
from anhuai.services import actions, queries
from anhuai.services.models import ArrangedOrder, Arrangement, Order
from anhuai.services.rules.arranging import Arranged, days_of
from anhuai.services.rules.family_beds import Away


@pytest.fixture
def provider(officer: Actor) -> Provider:
    return make_provider(officer, "东河日间照料中心")


def arranged(**more: Any) -> Arranged:
    told = {"service": "bathing_aid", "times": 4, "since": TODAY, "latest": time(12), **more}
    return Arranged(**told)


def places() -> list[tuple[str, str]]:
    rows = ArrangedOrder.objects.order_by("on", "service")
    return [(f"{one.on:%m-%d}", one.state) for one in rows]


@given(st.integers(1, 40), st.integers(1, 12))
def test_a_months_places_lie_in_it_in_order_and_never_two_a_day(times: int, month: int) -> None:
    whole = Month(2026, month)
    days = days_of(whole, times)
    assert days == sorted(set(days))
    assert len(days) == min(times, (whole.last - whole.first).days + 1)
    assert all(whole.first <= day <= whole.last for day in days)


def test_hours_are_ordered_ahead_once_and_no_further_than_they_reach(
    officer: Actor, provider: Provider
) -> None:
    elder = elder_of(officer)
    credit(elder, 100, Unit.MINUTES)  # one bath of 90 minutes
    one = actions.arrange(officer, person=elder, arranged=arranged())
    made = actions.place_arranged(SYSTEM, on=TODAY)
    assert (len(made.pks), made.waiting) == (1, 3)  # this month's second; next month's have none
    assert places() == [
        ("06-19", "placed"), ("06-27", "waiting"), ("07-04", "waiting"), ("07-12", "waiting"),
    ]  # fmt: skip
    order = Order.objects.get()
    assert (order.placed_by, order.through, order.source) == (
        "entitlement", "job", f"arrangement:{one.pk}",
    )  # fmt: skip
    assert (order.facility_id, order.state) == (provider.facility, "matched")
    assert [x.payer for x in order.shares.all()] == ["government"]
    assert actions.place_arranged(SYSTEM, on=TODAY).pks == ()
    assert Order.objects.count() == 1
    whole = queries.whole_arrangement(officer, one.pk)
    assert "剩余 10 分钟，需要 90 分钟" in [x.why for x in whole.places][2]
    late = actions.place_arranged(SYSTEM, on=date(2026, 6, 27))
    assert late.pks == ()
    assert ("06-27", "over") in places()


def test_a_place_is_one_row_and_its_order_one_whoever_asks(
    officer: Actor, provider: Provider
) -> None:
    elder = elder_of(officer)
    credit(elder, 100, Unit.MINUTES)
    one = actions.arrange(officer, person=elder, arranged=arranged())
    actions.place_arranged(SYSTEM, on=TODAY)
    row = ArrangedOrder.objects.get(state="placed")
    with pytest.raises(IntegrityError), transaction.atomic():
        ArrangedOrder.objects.create(
            arrangement=one, month=row.month, service=row.service, number=row.number, on=row.on,
            why="又一次",
        )  # fmt: skip
    ArrangedOrder.objects.filter(pk=row.pk).update(state="waiting", order=None, why="忘了")
    credit_more = actions.place_arranged(SYSTEM, on=TODAY)  # as if killed before it was written
    assert Order.objects.count() == 1
    assert credit_more is not None


def test_what_cannot_be_arranged(officer: Actor, provider: Provider, far_clerk: Actor) -> None:
    elder = elder_of(officer)

    def go(actor: Actor = officer, **more: Any) -> Arrangement:
        return actions.arrange(actor, person=elder, arranged=arranged(**more))

    for more, code in (
        ({"service": "no_such"}, "service"), ({"times": 0}, "times"), ({"times": 32}, "times"),
        ({"facility": 999}, "facility"), ({"latest": time(8)}, "window"),
        ({"since": TODAY - timedelta(1)}, "since"),
    ):  # fmt: skip
        assert refused(lambda more=more: go(**more))[0] == code
    with pytest.raises(NotHere):
        go(far_clerk)
    with pytest.raises(Refused):
        go(small.holder("family", person=elder))
    go(facility=provider.facility)
    assert refused(go)[0] == "twice"
    with pytest.raises(NotHere):
        queries.whole_arrangement(far_clerk, Arrangement.objects.get().pk)
    assert not queries.arrangements(far_clerk).exists()


def test_an_arrangement_is_stopped_with_what_it_ordered(officer: Actor, provider: Provider) -> None:
    elder = elder_of(officer)
    credit(elder, 200, Unit.MINUTES)
    one = actions.arrange(officer, person=elder, arranged=arranged())
    assert len(actions.place_arranged(SYSTEM, on=TODAY).pks) == 2
    end = {"arrangement": one.pk, "version": one.version}
    assert refused(lambda: actions.end_arrangement(officer, **end, reason=""))[0] == "reason"
    found = actions.end_arrangement(officer, **end, reason="老人不要了")
    assert (found.until, found.why_ended) == (TODAY, "老人不要了")
    assert set(Order.objects.values_list("state", flat=True)) == {"cancelled"}
    with pytest.raises(Stale):
        actions.end_arrangement(officer, **end, reason="老人不要了")
    assert actions.place_arranged(SYSTEM, on=TODAY).pks == ()
    actions.arrange(officer, person=elder, arranged=arranged(times=1))


def test_the_dead_are_ordered_nothing(officer: Actor, provider: Provider) -> None:
    elder = elder_of(officer)
    credit(elder, 200, Unit.MINUTES)
    actions.arrange(officer, person=elder, arranged=arranged())
    people.record_death(officer, person=elder, died=TODAY)
    made = actions.place_arranged(SYSTEM, on=TODAY)
    assert (made.pks, made.waiting) == ((), 0)
    assert Arrangement.objects.get().until == TODAY


def test_a_beds_care_plan_is_ordered_and_not_while_it_is_suspended(officer: Actor) -> None:
    key = small.register(officer, "周桂兰", date(1940, 3, 2))
    home.level(key, 3)
    bed = Bed(officer, home.keeper(), key)
    wish = arranged(service="", times=0)
    assert refused(lambda: actions.arrange_bed(officer, bed=bed.one.pk, arranged=wish))[0] == "bed"
    bed.running()
    plan = {"cleaning": 4, "seeing": 4, "bathing": 2}
    actions.plan_care(bed.keeper, bed=bed.one.pk, since=BEGAN, care=plan)
    make_provider(officer, "东河日间照料中心", service="cleaning_aid", price=3_000)
    one = actions.arrange_bed(officer, bed=bed.one.pk, arranged=wish)
    twice = lambda: actions.arrange_bed(officer, bed=bed.one.pk, arranged=wish)  # noqa: E731
    assert refused(twice)[0] == "twice"
    made = actions.place_arranged(SYSTEM, on=TODAY)
    assert len(made.pks) == 6  # four of cleaning, two of bathing; seeing somebody is no order
    found = Order.objects.all()
    assert {x.source for x in found} == {f"bed:{bed.one.pk}"}
    assert {(x.placed_by, x.service, x.state) for x in found} == {
        ("care_plan", "cleaning_aid", "matched"), ("care_plan", "bathing_aid", "placed"),
    }  # fmt: skip
    bed.go(actions.suspend_bed, kind=Away.HOSPITAL, since=TODAY)
    later = actions.place_arranged(SYSTEM, on=date(2026, 7, 1))
    assert later.pks == ()
    assert set(ArrangedOrder.objects.filter(state="waiting").values_list("why", flat=True)) == {
        "床位当天暂停"
    }
    assert one.facility_id == bed.facility.pk


def test_its_pages_arrange_show_and_stop(officer: Actor, provider: Provider) -> None:
    elder = elder_of(officer)
    credit(elder, 100, Unit.MINUTES)
    page = small.browser(officer)
    new = f"/services/arrangements/new/{elder}"
    told = {
        "service": "bathing_aid", "times": "4", "facility": "", "since": f"{TODAY}",
        "earliest": "09:00", "latest": "08:00",
    }  # fmt: skip
    assert "最晚时间应晚于最早时间" in page.post(new, told).content.decode()
    assert page.post(new, {**told, "latest": "12:00"}).status_code == 302
    one = Arrangement.objects.get()
    actions.place_arranged(SYSTEM, on=TODAY)
    shown = page.get(f"/services/arrangements/{one.pk}/").content.decode()
    assert Order.objects.get().number in shown
    assert "可用时长不足" in shown
    assert "周" in page.get("/services/arrangements/?state=waiting").content.decode()
    end = f"/services/arrangements/{one.pk}/end"
    assert page.post(end, {"reason": "老人不要了", "seen": "1"}).status_code == 302
    assert "已停止" in page.get(f"/services/arrangements/{one.pk}/").content.decode()


def test_the_page_of_a_beds_care_plan_says_what_it_costs(officer: Actor) -> None:
    key = small.register(officer, "周桂兰", date(1940, 3, 2))
    home.level(key, 3)
    bed = Bed(officer, home.keeper(), key).running()
    actions.plan_care(bed.keeper, bed=bed.one.pk, since=BEGAN, care={"cleaning": 4})
    page, url = small.browser(officer), f"/services/arrangements/bed/{bed.one.pk}"
    assert url in page.get(f"/services/beds/{bed.one.pk}/").content.decode()
    assert "已包含在床位协议费用里的服务请不要安排" in page.get(url).content.decode()
    told = {"since": f"{TODAY}", "earliest": "09:00", "latest": "12:00"}
    assert page.post(url, told).status_code == 302
    one = Arrangement.objects.get()
    assert f"/services/beds/{bed.one.pk}/" in page.get(
        f"/services/arrangements/{one.pk}/"
    ).content.decode()  # fmt: skip


def test_an_order_is_put_right_from_its_page(officer: Actor, provider: Provider) -> None:
    elder = elder_of(officer)
    credit(elder, 3_000)
    one = confirmed(provider, done(officer, elder, provider))
    page, url = small.browser(officer), f"/services/orders/{one.pk}/do/redress"
    assert url not in page.get(f"/services/orders/{one.pk}/").content.decode()
    actions.complain(officer, order=one.pk, says="没有做")
    assert url in page.get(f"/services/orders/{one.pk}/").content.decode()
    assert "认可的数量应少于" in page.post(url, {"units": "1", "reason": "核实"}).content.decode()
    answer = page.post(url, {"units": "0", "reason": "核实没有做"}, follow=True)
    assert "已退回：消费券 30.00 元" in answer.content.decode()
