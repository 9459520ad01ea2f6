"""Orders from the wish to the money: matching, proof, confirmation, and what goes wrong."""

from datetime import date, time, timedelta
from uuid import uuid4

import pytest
from django.db import DatabaseError, transaction
from tests.people import small
from tests.services.conftest import HOUSE, NOON, PNG, TODAY, elder_of, refused
from tests.services.ordering import (
    Provider,
    confirmed,
    credit,
    done,
    make_provider,
    set_to,
    told,
    wanted,
)

from anhuai.cases.models import Case
from anhuai.facilities.models import Licence
from anhuai.funds.models import Spending
from anhuai.funds.rules.books import Unit
from anhuai.people import actions as people
from anhuai.platform.acting import Actor, NotHere, Refused
from anhuai.platform.models import Account, AuditEntry, Organisation
from anhuai.platform.posting import Stale
from anhuai.services import actions, queries
from anhuai.services.models import Offering, Order, OrderStep
from anhuai.services.rules.matching import Bar
from anhuai.services.rules.ordering_words import Confirmed, Moment, OrderDoubt, PieceKind, PlacedBy
from anhuai.services.rules.visiting import Position
from anhuai.workforce import actions as workforce
from anhuai.workforce.models import Certificate, Post


@pytest.fixture
def provider(officer: Actor) -> Provider:
    return make_provider(officer, "东河日间照料中心")


def test_an_order_goes_from_the_wish_to_the_money(
    officer: Actor, elder: int, provider: Provider
) -> None:
    credit(elder, 80_000)
    one = actions.place(officer, wanted=wanted(elder))
    assert one.state == "matched"
    assert one.facility_id == provider.facility
    assert one.number.startswith("DD260615")
    assert [(s.payer, s.amount) for s in one.shares.order_by("pk")] == [
        ("voucher", 3_000), ("self", 3_000),
    ]  # fmt: skip
    assert one.spot
    actions.accept(provider.actor, order=one.pk)
    assert refused(lambda: actions.set_out(provider.actor, order=one.pk))[0] == "worker"
    actions.assign(provider.actor, order=one.pk, worker=provider.worker)
    actions.set_out(provider.actor, order=one.pk)
    first = told(Moment.START, NOON - timedelta(minutes=95))
    actions.start(provider.actor, order=one.pk, told=first)
    assert actions.start(provider.actor, order=one.pk, told=first).state == "started"  # sent twice
    last = told(Moment.FINISH)
    actions.finish(provider.actor, order=one.pk, told=last)
    assert actions.finish(provider.actor, order=one.pk, told=last).state == "done"
    one = confirmed(provider, one)
    assert one.state == "confirmed"
    assert one.doubts == [OrderDoubt.EXCEPTION]
    assert Spending.objects.get().amount == 3_000
    assert queries.purse_of(one, on=TODAY, kept_back=False).fen == 77_000
    assert all(share.spent_at for share in one.shares.filter(payer="voucher"))
    assert [s.what for s in one.steps.order_by("pk")] == [
        "place", "match", "accept", "assign", "set_out", "start", "finish", "confirm",
    ]  # fmt: skip
    assert refused(lambda: confirmed(provider, one))[0] == "state"
    assert Spending.objects.count() == 1
    names = set(AuditEntry.objects.values_list("name", flat=True))
    assert {"services.place", "services.confirm", "funds.spend"} <= names


def test_the_same_order_twice_is_one(officer: Actor, elder: int, provider: Provider) -> None:
    ask = wanted(elder)
    assert actions.place(officer, wanted=ask).pk == actions.place(officer, wanted=ask).pk
    again = wanted(elder, earliest=time(16), latest=time(18))
    assert refused(lambda: actions.place(officer, wanted=again))[0] == "twice"
    assert actions.place(officer, wanted=wanted(elder, earliest=time(17), latest=time(19))).pk
    assert Order.objects.count() == 2


def test_who_cannot_be_served_is_refused(officer: Actor, elder: int, provider: Provider) -> None:
    assert (
        refused(lambda: actions.place(officer, wanted=wanted(elder, service="x")))[0] == "service"
    )
    with pytest.raises(NotHere):
        actions.place(officer, wanted=wanted(10**6))
    away = elder_of(officer, "周外地")
    from anhuai.people.models import Person

    Person.objects.filter(pk=away).update(division="110101001001")
    assert refused(lambda: actions.place(officer, wanted=wanted(away)))[0] == "area"
    people.record_death(officer, person=elder, died=TODAY)
    assert refused(lambda: actions.place(officer, wanted=wanted(elder)))[0] == "dead"


def test_a_provider_that_may_not_is_not_matched(officer: Actor, elder: int) -> None:
    beyond = make_provider(officer, "西山日间照料中心", area=small.OTHER_TOWN)
    ask = wanted(elder, facility=beyond.facility)
    assert refused(lambda: actions.place(officer, wanted=ask)) == ("area", "facility")
    assert actions.place(officer, wanted=wanted(elder)).state == "placed"  # nobody suits
    far = make_provider(officer, "远处日间照料中心", at=(HOUSE[0] + 1, HOUSE[1]))
    assert refused(
        lambda: actions.place(officer, wanted=wanted(elder, earliest=time(17), latest=time(18),
                                                     facility=far.facility))
    )[0] == "far"  # fmt: skip
    unskilled = make_provider(officer, "新开日间照料中心")
    Post.objects.filter(facility=unskilled.facility).update(until=TODAY)
    one = Order.objects.get()
    assert refused(lambda: actions.match(officer, order=one.pk, facility=unskilled.facility))[
        0
    ] == ("skill")
    bars = {found.one.facility: found.one.bars for found in queries.suggestions(one)}
    assert bars == {far.facility: (Bar.FAR,), unskilled.facility: (Bar.SKILL,)}


def test_a_licence_that_expired_yesterday(officer: Actor, elder: int) -> None:
    provider = make_provider(officer, "护理站", price=0)
    Post.objects.filter(facility=provider.facility).update(kind="nurse")
    from anhuai.workforce.models import Certificate

    Certificate.objects.update(kind="nurse_licence")
    offer = {"facility": provider.facility, "service": "nursing_visit", "division": small.COUNTY,
             "unit_price": 9_000, "since": date(2026, 1, 1)}  # fmt: skip
    assert refused(lambda: actions.offer(provider.actor, **offer))[0] == "licence"
    licence = Licence.objects.create(
        facility_id=provider.facility, kind="medical", since=date(2024, 1, 1), recorded_at=NOON,
        recorded_by="测试",
    )  # fmt: skip
    actions.offer(provider.actor, **offer)
    one = actions.place(officer, wanted=wanted(elder, service="nursing_visit"))
    assert one.state == "matched"
    Licence.objects.filter(pk=licence.pk).update(until=TODAY)  # yesterday was its last day
    assert refused(lambda: actions.accept(provider.actor, order=one.pk))[0] == "licence"
    Licence.objects.filter(pk=licence.pk).update(until=None)
    actions.accept(provider.actor, order=one.pk, worker=provider.worker)
    Licence.objects.filter(pk=licence.pk).update(until=TODAY)
    ask = told(Moment.START)
    assert refused(lambda: actions.start(provider.actor, order=one.pk, told=ask))[0] == "licence"


def test_a_worker_who_left_in_between(officer: Actor, elder: int, provider: Provider) -> None:
    one = actions.place(officer, wanted=wanted(elder))
    actions.accept(provider.actor, order=one.pk, worker=provider.worker)
    Post.objects.filter(worker=provider.worker).update(until=TODAY)
    ask = told(Moment.START)
    assert refused(lambda: actions.start(provider.actor, order=one.pk, told=ask))[0] == "worker"


def test_only_verified_certificates_deliver_where_the_county_says_so(
    officer: Actor, elder: int, provider: Provider
) -> None:
    set_to("services.order_verified", 1)
    told = wanted(elder, facility=provider.facility)
    assert refused(lambda: actions.place(officer, wanted=told))[0] == "skill"
    paper = Certificate.objects.get(worker=provider.worker)
    seen = {
        "worker": provider.worker, "certificate": paper.pk, "how": "original", "seen_on": TODAY,
    }  # fmt: skip
    own = small.holder("institution_manager", organisation=Organisation.objects.get())
    assert refused(lambda: workforce.verify(own, is_genuine=True, **seen))[0] == "own"  # type: ignore[arg-type]
    workforce.verify(officer, is_genuine=True, **seen)  # type: ignore[arg-type]
    assert actions.place(officer, wanted=told).facility_id == provider.facility


def test_clock_and_position(officer: Actor, elder: int, provider: Provider) -> None:
    one = actions.place(officer, wanted=wanted(elder))
    actions.accept(provider.actor, order=one.pk, worker=provider.worker)

    def starts(**more: object) -> tuple[str, str]:
        ask = told(Moment.START, NOON - timedelta(hours=2), **more)
        return refused(lambda: actions.start(provider.actor, order=one.pk, told=ask))

    assert starts(position=None)[0] == "no_position"
    assert starts(position=Position(106, 38, 10))[0] == "far"
    assert starts(sent=NOON - timedelta(hours=3))[0] == "future"
    slow = told(
        Moment.START, NOON - timedelta(hours=5), sent=NOON - timedelta(hours=3),
        position=Position(*HOUSE, 0.0),
    )  # fmt: skip
    one = actions.start(provider.actor, order=one.pk, told=slow)
    assert set(one.doubts) == {OrderDoubt.CLOCK, OrderDoubt.FAKE}
    assert one.started_at == NOON - timedelta(hours=2)
    proof = one.proofs.get()
    assert (proof.phone_at, proof.metres) == (NOON - timedelta(hours=5), 0)
    early = told(Moment.FINISH, NOON - timedelta(hours=3))
    assert refused(lambda: actions.finish(provider.actor, order=one.pk, told=early))[0] == (
        "before_start"
    )
    many = told(Moment.FINISH, units=2)
    assert refused(lambda: actions.finish(provider.actor, order=one.pk, told=many))[0] == "units"
    far = told(Moment.FINISH, position=Position(106, 38, 10), reason="送到医院", steps=())
    one = actions.finish(provider.actor, order=one.pk, told=far)
    assert {OrderDoubt.FAR, OrderDoubt.STEPS} <= set(one.doubts)


def test_fewer_units_cost_less(officer: Actor, elder: int, provider: Provider) -> None:
    one = actions.place(officer, wanted=wanted(elder, units=3))
    assert one.amount == 18_000
    actions.accept(provider.actor, order=one.pk, worker=provider.worker)
    actions.start(provider.actor, order=one.pk, told=told(Moment.START, NOON - timedelta(hours=4)))
    one = actions.finish(provider.actor, order=one.pk, told=told(Moment.FINISH, units=2))
    assert (one.amount, one.done_units) == (12_000, 2)
    assert sum(s.amount for s in one.shares.all()) == 12_000


def test_how_it_is_confirmed(officer: Actor, elder: int, provider: Provider) -> None:
    one = done(officer, elder, provider)

    def tries(how: Confirmed, **more: str) -> tuple[str, str]:
        assent = actions.Assent(how=how, **more)  # type: ignore[arg-type]
        return refused(lambda: actions.confirm(provider.actor, order=one.pk, assent=assent))

    assert tries(Confirmed.CODE, code="000000x") == ("code", "code")
    assert tries(Confirmed.SIGNATURE)[0] == "piece"
    assert tries(Confirmed.EXCEPTION, reason=" ")[0] == "reason"
    assert tries(Confirmed.ONLINE)[0] == "how"
    photo = {"order": one.pk, "client": uuid4(), "kind": PieceKind.PHOTO}
    assert refused(lambda: actions.add_piece(
        provider.actor, **photo, body=PNG, consented=False))[0] == "consent"  # fmt: skip
    assert refused(lambda: actions.add_piece(
        provider.actor, **photo, body=PNG + bytes(20 << 20), consented=True)
    )[0] == "too_large"  # fmt: skip
    kept = actions.add_piece(provider.actor, **photo, body=PNG, consented=True)
    assert actions.add_piece(provider.actor, **photo, body=PNG, consented=True).pk == kept.pk
    code = queries.code_of(elder)
    one = actions.confirm(
        provider.actor, order=one.pk, assent=actions.Assent(how=Confirmed.CODE, code=code)
    )
    assert (one.state, one.confirmed, one.doubts) == ("confirmed", "code", [])


def test_hours_pay_before_vouchers(officer: Actor, elder: int, provider: Provider) -> None:
    credit(elder, 45, Unit.MINUTES)
    credit(elder, 1_000)
    one = confirmed(provider, done(officer, elder, provider))
    assert [(s.payer, s.amount, s.quantity) for s in one.shares.order_by("pk")] == [
        ("government", 3_000, 45), ("voucher", 1_000, 1_000), ("self", 2_000, 0),
    ]  # fmt: skip
    assert sorted(Spending.objects.values_list("amount", flat=True)) == [45, 1_000]


def test_what_an_order_keeps_back_is_not_promised_again(
    officer: Actor, elder: int, provider: Provider
) -> None:
    credit(elder, 4_000)
    first = actions.place(officer, wanted=wanted(elder))
    second = actions.place(officer, wanted=wanted(elder, earliest=time(17), latest=time(19)))
    assert first.shares.get(payer="voucher").amount == 3_000
    assert second.shares.get(payer="voucher").amount == 1_000
    actions.cancel(officer, order=first.pk, reason="不要了")
    third = actions.place(officer, wanted=wanted(elder))
    assert third.shares.get(payer="voucher").amount == 3_000


def test_a_voucher_spent_elsewhere_is_told_before_the_elder_pays_more(
    officer: Actor, elder: int, provider: Provider
) -> None:
    from anhuai.funds import actions as funds

    credit(elder, 3_000)
    one = done(officer, elder, provider)
    funds.spend(officer, person=elder, on=TODAY, order=funds.Order(
        key="counter-7", amount=2_500, unit=Unit.FEN, says="餐厅"))  # fmt: skip
    assert refused(lambda: confirmed(provider, one, own=3_000))[0] == "own"
    one = confirmed(provider, one, own=5_500)
    assert one.shares.get(payer="voucher").amount == 500


def test_refused_goes_to_the_next_best(officer: Actor, elder: int, provider: Provider) -> None:
    other = make_provider(officer, "桃园日间照料中心", price=9_000)
    one = actions.place(officer, wanted=wanted(elder))
    assert one.facility_id == provider.facility
    with pytest.raises(NotHere):
        actions.accept(other.actor, order=one.pk)
    assert refused(lambda: actions.refuse(provider.actor, order=one.pk, reason=""))[0] == "reason"
    one = actions.refuse(provider.actor, order=one.pk, reason="人手不够")
    assert (one.facility_id, one.state, one.amount) == (other.facility, "matched", 9_000)
    one = actions.refuse(other.actor, order=one.pk, reason="太远")
    assert (one.facility_id, one.state) == (None, "placed")
    back = actions.match(officer, order=one.pk, facility=provider.facility)  # asked once more
    assert back.state == "matched"
    assert actions.time_out(officer, order=one.pk).state == "placed"


def test_a_full_day_goes_elsewhere(officer: Actor, elder: int, provider: Provider) -> None:
    Offering.objects.update(daily=1)
    actions.place(officer, wanted=wanted(elder))
    second = wanted(elder_of(officer, "周二妹"), facility=provider.facility)
    assert refused(lambda: actions.place(officer, wanted=second))[0] == "full"


def test_an_order_nobody_has_is_taken_by_the_first(
    officer: Actor, elder: int, provider: Provider
) -> None:
    set_to("services.order_automatic", 0)
    other = make_provider(officer, "桃园日间照料中心")
    beyond = make_provider(officer, "西山日间照料中心", area=small.OTHER_TOWN)
    one = actions.place(officer, wanted=wanted(elder))
    assert one.state == "placed"
    assert [p.pk for p in queries.pool(other.actor, on=TODAY)] == [one.pk]
    assert queries.pool(beyond.actor, on=TODAY) == []
    with pytest.raises(NotHere):
        actions.take(beyond.actor, order=one.pk, facility=beyond.facility)
    with pytest.raises(NotHere):
        actions.take(other.actor, order=one.pk, facility=provider.facility)
    actions.take(other.actor, order=one.pk, facility=other.facility)
    assert refused(
        lambda: actions.take(provider.actor, order=one.pk, facility=provider.facility)
    )[0] == "taken"  # fmt: skip


def test_missed_and_replaced(officer: Actor, elder: int, provider: Provider) -> None:
    one = actions.place(officer, wanted=wanted(elder))
    actions.accept(provider.actor, order=one.pk, worker=provider.worker)
    missed = actions.missed(officer, order=one.pk, reason="没有人来")
    assert missed.state == "no_show"
    later = wanted(elder, on=TODAY + timedelta(days=1))
    made = actions.substitute(officer, order=one.pk, wanted=later)
    assert (made.substitutes_id, made.state) == (one.pk, "matched")
    assert refused(lambda: actions.substitute(officer, order=one.pk, wanted=later))[0] == "twice"


def test_a_complaint_holds_the_money_back(officer: Actor, elder: int, provider: Provider) -> None:
    one = done(officer, elder, provider)
    one = actions.complain(officer, order=one.pk, says="只洗了十分钟")
    assert one.state == "disputed"
    case = Case.objects.get()
    assert (case.kind, case.person_id) == ("service_complaint", elder)
    assert refused(lambda: confirmed(provider, one))[0] == "state"
    with pytest.raises(Refused):
        actions.settle_dispute(provider.actor, order=one.pk, units=1, reason="没有问题")
    one = actions.settle_dispute(officer, order=one.pk, units=0, reason="服务没有做完")
    assert (one.state, one.amount) == ("done", 0)
    assert confirmed(provider, one).shares.count() == 0


def test_rated_once(officer: Actor, elder: int, provider: Provider) -> None:
    one = actions.place(officer, wanted=wanted(elder))
    assert refused(lambda: actions.rate(officer, order=one.pk, stars=5))[0] == "state"
    actions.cancel(officer, order=one.pk, reason="改天")
    one = done(officer, elder, provider)
    assert refused(lambda: actions.rate(officer, order=one.pk, stars=6))[0] == "stars"
    actions.rate(officer, order=one.pk, stars=4, says="很好")
    assert refused(lambda: actions.rate(officer, order=one.pk, stars=1))[0] == "rated"


def test_an_old_page_does_not_overwrite(officer: Actor, elder: int, provider: Provider) -> None:
    one = actions.place(officer, wanted=wanted(elder))
    actions.accept(provider.actor, order=one.pk, seen=one.version)
    with pytest.raises(Stale):
        actions.cancel(officer, order=one.pk, reason="不要了", seen=one.version)


def test_other_towns_families_and_providers_see_nothing(
    officer: Actor, clerk: Actor, far_clerk: Actor, elder: int, provider: Provider
) -> None:
    other = make_provider(officer, "桃园日间照料中心", price=9_000)
    one = actions.place(officer, wanted=wanted(elder))
    own = small.holder("family", person=elder)
    strange = small.holder("family", person=elder_of(officer, "周别人"))
    for actor in (officer, clerk, own, provider.actor):
        assert [row[0] for row in queries.order_page(actor).rows] == [one.pk]
        assert queries.whole_order(actor, one.pk).one.pk == one.pk
        assert queries.listed_orders(actor, q="周桂兰").count() == 1
    for actor in (far_clerk, strange, other.actor):
        assert queries.order_page(actor).rows == []
        with pytest.raises(NotHere):
            queries.whole_order(actor, one.pk)
    with pytest.raises(NotHere):
        actions.cancel(strange, order=one.pk, reason="乱按")
    with pytest.raises(Refused):
        actions.cancel(provider.actor, order=one.pk, reason="不想去")
    made = actions.place(
        own, wanted=wanted(elder, on=TODAY + timedelta(days=2), placed_by=PlacedBy.FAMILY)
    )
    assert made.shares.get().payer == "family"
    with pytest.raises(NotHere):
        actions.place(own, wanted=wanted(elder_of(officer, "周邻居")))


def test_only_an_officer_orders_what_is_granted(
    officer: Actor, elder: int, provider: Provider
) -> None:
    granted = wanted(elder, placed_by=PlacedBy.ENTITLEMENT, source="grant:7")
    family = small.holder("family", person=elder)
    assert refused(lambda: actions.place(family, wanted=granted))[0] == "granted"
    one = actions.place(officer, wanted=granted)
    assert one.shares.get().payer == "government"


def test_history_only_grows(officer: Actor, elder: int, provider: Provider) -> None:
    actions.place(officer, wanted=wanted(elder))
    with pytest.raises(DatabaseError), transaction.atomic():
        OrderStep.objects.update(says="改了")
    with pytest.raises(DatabaseError), transaction.atomic():
        OrderStep.objects.first().delete()  # type: ignore[union-attr]


def test_a_new_price_ends_the_old(officer: Actor, provider: Provider, far_clerk: Actor) -> None:
    offer = {"facility": provider.facility, "service": "bathing_aid", "division": small.COUNTY,
             "unit_price": 7_000, "since": TODAY}  # fmt: skip
    made = actions.offer(provider.actor, **offer)
    assert list(Offering.objects.order_by("pk").values_list("until", flat=True)) == [TODAY, None]
    assert refused(lambda: actions.offer(provider.actor, **offer))[0] == "since"
    for key, value, code in (
        ("unit_price", -1, "price"),
        ("division", "110101", "area"),
        ("service", "x", "service"),
    ):
        assert refused(lambda k=key, v=value: actions.offer(
            provider.actor, **offer | {k: v}))[0] == code  # fmt: skip
    with pytest.raises(NotHere):
        actions.offer(make_provider(officer, "桃园中心", price=0).actor, **offer)
    with pytest.raises(NotHere):
        actions.end_offering_for(far_clerk, offering=made.pk, until=TODAY + timedelta(days=3))
    actions.end_offering(provider.actor, offering=made.pk, until=TODAY + timedelta(days=3))
    assert Account.objects.filter(name="东河日间照料中心调度").exists()
