"""From class to pick-up through the room's actions; what must never happen."""

from datetime import timedelta

import pytest
from tests.childcare.conftest import (
    Family,
    Home,
    apply,
    carer,
    enrol,
    make_family,
    make_home,
    refused,
)
from tests.people import small

from anhuai.childcare import actions, queries
from anhuai.childcare.models import Application, Booking, Enrolment, Incident, Offer
from anhuai.childcare.rules.ranking import Applicant, rank
from anhuai.childcare.rules.words import Mode
from anhuai.people import actions as people
from anhuai.people.rules.circumstances import Held
from anhuai.platform import clock
from anhuai.platform.acting import Actor, NotHere, Refused

pytestmark = pytest.mark.django_db


def test_a_class_is_never_larger_than_its_kind_or_its_facility(home: Home) -> None:
    def open_class(**more):
        given = {"nursery": home.nursery.pk, "group": "toddler_high", "name": "大二班",
                 "places": 20, "since": clock.today()} | more  # fmt: skip
        return actions.open_class(home.manager, **given)

    assert refused(lambda: open_class(places=21)) == ("size", "places")
    assert refused(lambda: open_class(group="infant", places=11)) == ("size", "places")
    assert refused(lambda: open_class(name="大一班")) == ("twice", "name")
    assert open_class().places == 20
    assert open_class(name="大三班").places == 20
    assert refused(lambda: open_class(name="大四班", places=1)) == ("places", "places")


def test_staff_and_children_now_and_who_is_missing(
    officer: Actor, home: Home, family: Family
) -> None:
    one = enrol(officer, family, home)
    wei = carer(officer, home, "卫保育")
    (now,) = queries.classes_now(home.manager, home.nursery.pk, on=clock.today())
    assert (now.present, now.needed, now.short) == (0, 0, 0)
    actions.arrive(home.manager, enrolment=one.pk, nursery_class=home.room.pk)
    (now,) = queries.classes_now(home.manager, home.nursery.pk, on=clock.today())
    assert (now.present, now.needed, now.short) == (1, 1, 1)
    assert now.children[0].allergic
    duty = actions.come_on_duty(home.manager, nursery_class=home.room.pk, worker=wei)
    (now,) = queries.classes_now(home.manager, home.nursery.pk, on=clock.today())
    assert (now.short, [name for _d, _w, name in now.carers]) == (0, ["卫保育"])
    again = lambda: actions.come_on_duty(  # noqa: E731
        home.manager, nursery_class=home.room.pk, worker=wei
    )
    assert refused(again) == ("elsewhere", "worker")
    actions.go_off_duty(home.manager, duty=duty.pk)
    (row,) = queries.nursery_rows(officer, on=clock.today())
    assert (row.places, row.enrolled, row.present, row.short) == (20, 1, 1, 1)


def test_an_application_needs_a_guardian_an_age_and_a_choice(home: Home, family: Family) -> None:
    assert refused(lambda: apply(family, home, agreed=False)) == ("consent", "agreed")
    assert refused(lambda: apply(family, home, guardian=family.child)) == ("consent", "guardian")
    assert refused(lambda: apply(family)) == ("choices", "first")
    assert refused(lambda: apply(family, home, home)) == ("choices", "first")
    late = clock.today() + timedelta(days=300)
    assert refused(lambda: apply(family, home, wanted_from=late)) == ("age", "wanted_from")
    made = apply(family, home)
    assert made.consent_at
    assert refused(lambda: apply(family, home)) == ("waiting", "person")
    actions.withdraw(family.actor, application=made.pk, version=1)
    assert apply(family, home).pk != made.pk


def test_another_familys_child_is_not_here(officer: Actor, home: Home, family: Family) -> None:
    other = make_family(officer, "吴小贝")
    made = apply(family, home)
    with pytest.raises(NotHere):
        queries.application(other.actor, made.pk)
    with pytest.raises(NotHere):
        actions.withdraw(other.actor, application=made.pk, version=1)
    with pytest.raises(NotHere):
        apply(Family(family.child, family.mother, other.actor), home)
    with pytest.raises(Refused):
        actions.offer_place(
            family.actor, application=made.pk, nursery_class=home.room.pk, starts=clock.today()
        )


def publish(officer: Actor, mode: str = "rules") -> None:
    actions.publish_rule(
        officer, order=["child_in_difficulty", "low_income", "sibling"], mode=mode,
        since=clock.today(), document="（测试）录取办法",
    )  # fmt: skip


def test_an_order_says_why_and_can_be_computed_again(officer: Actor, home: Home) -> None:
    first, second = make_family(officer, "周小宝"), make_family(officer, "吴小贝")
    one, two = apply(first, home), apply(second, home)
    held = Held("child_in_difficulty", clock.today() - timedelta(days=30), kind="poverty")
    people.set_circumstance(officer, persons=[second.child], held=held)
    rank_it = lambda: actions.make_ranking(  # noqa: E731
        home.manager, nursery=home.nursery.pk, group="toddler_high", on=clock.today()
    )
    assert refused(rank_it)[0] == "rule"
    publish(officer)
    made = rank_it()
    assert [row["number"] for row in made.standings] == [two.pk, one.pk]
    assert made.standings[0]["group"] == "child_in_difficulty"
    again = rank(
        [Applicant(**row | {"groups": tuple(row["groups"])}) for row in made.applicants],
        order=made.rule.order, mode=Mode(made.rule.mode), seed=made.seed,
    )  # fmt: skip
    assert [one.number for one in again] == [row["number"] for row in made.standings]
    detail = queries.application(first.actor, one.pk)
    assert detail.rankings[0][1]["position"] == 2


def test_an_offer_has_a_clock_and_its_seat_comes_back(
    officer: Actor, family: Family, time_machine
) -> None:
    home = make_home(officer, "一位园", small.VILLAGE, places=1)
    other = make_family(officer, "吴小贝")
    one, two = apply(family, home), apply(other, home)

    def offer(row: Application) -> Offer:
        return actions.offer_place(
            home.manager, application=row.pk, nursery_class=home.room.pk, starts=clock.today()
        )

    given = offer(one)
    assert refused(lambda: offer(two)) == ("full", "nursery_class")
    assert actions.lapse_offers(officer, on=clock.today()) == 0
    time_machine.move_to(given.answer_by + timedelta(minutes=1), tick=False)
    late = lambda: actions.answer(family.actor, offer=given.pk, version=1, accepts=True)  # noqa: E731
    assert refused(late)[0] == "late"
    assert actions.lapse_offers(officer, on=clock.today()) == 1
    assert actions.lapse_offers(officer, on=clock.today()) == 0
    one.refresh_from_db()
    assert one.state == "waiting"
    assert offer(two).seat == 1


def test_entry_is_checked_and_half_days_share_a_seat(officer: Actor, family: Family) -> None:
    home = make_home(officer, "一位园", small.VILLAGE, places=1)
    enrol(officer, family, home, care="morning")
    other = make_family(officer, "吴小贝")
    enrol(officer, other, home, care="afternoon")
    assert set(Enrolment.objects.values_list("seat", flat=True)) == {1}
    third = make_family(officer, "郑小果")
    assert refused(lambda: enrol(officer, third, home))[0] == "full"
    ill = lambda: actions.enrol(  # noqa: E731
        home.manager, since=clock.today(), offer=1, vaccination="complete",
        examined_on=clock.today() - timedelta(days=93), allergies="",
    )  # fmt: skip
    assert refused(ill) == ("examined", "examined_on")


def test_hours_are_booked_over_the_network_until_they_are_full(
    officer: Actor, home: Home, family: Family
) -> None:
    away = make_home(officer, "联网园", small.NEXT_VILLAGE, places=1, network="联合")
    alone = make_home(officer, "独立园", small.NEXT_VILLAGE, places=1)
    one = enrol(officer, family, home)
    other = enrol(officer, make_family(officer, "吴小贝"), home)
    day = clock.today() + timedelta(days=2)

    def book(child: Enrolment, begins: int, ends: int, at: Home = away) -> Booking:
        return actions.book(
            family.actor if child == one else home.manager, enrolment=child.pk,
            nursery_class=at.room.pk, day=day, begins=begins, ends=ends,
        )  # fmt: skip

    made = book(one, 9, 12)
    assert refused(lambda: book(other, 11, 13)) == ("full", "begins")
    assert refused(lambda: book(one, 10, 11))[0] == "full"
    assert book(other, 12, 14).pk
    assert refused(lambda: book(one, 17, 19)) == ("hours", "begins")
    with pytest.raises(NotHere):
        book(one, 9, 10, alone)
    third = make_family(officer, "郑小果")
    assert refused(lambda: enrol(officer, third, away))[0] == "full"
    actions.cancel_booking(family.actor, booking=made.pk)
    assert book(other, 9, 10).pk


def test_only_those_named_fetch_a_child(officer: Actor, home: Home, family: Family) -> None:
    one = enrol(officer, family, home)
    there = actions.arrive(home.manager, enrolment=one.pk, nursery_class=home.room.pk)
    assert actions.arrive(home.manager, enrolment=one.pk, nursery_class=home.room.pk) == there
    gran = actions.authorise(family.actor, enrolment=one.pk, name="周奶奶", relation="grandparent")
    strange = make_family(officer, "吴小贝")
    other = enrol(officer, strange, home)
    foreign = actions.authorise(
        strange.actor, enrolment=other.pk, name="吴爷爷", relation="grandparent"
    )
    fetch = lambda who: actions.leave(  # noqa: E731
        home.manager, attendance=there.pk, pick_up=who.pk
    )
    assert refused(lambda: fetch(foreign)) == ("stranger", "pick_up")
    actions.refuse_stranger(home.manager, attendance=there.pk, says="自称叔叔，名单上没有")
    assert Incident.objects.get().kind == "stranger"
    actions.withdraw_pick_up(family.actor, pick_up=gran.pk)
    assert refused(lambda: fetch(gran))[0] == "stranger"
    mum = actions.authorise(family.actor, enrolment=one.pk, name="周妈妈", relation="parent")
    assert fetch(mum).left_at
    with pytest.raises(NotHere):
        actions.withdraw_pick_up(family.actor, pick_up=foreign.pk)


def test_checks_and_incidents_say_what_to_do(officer: Actor, home: Home, family: Family) -> None:
    one = enrol(officer, family, home)
    there = actions.arrive(home.manager, enrolment=one.pk, nursery_class=home.room.pk)

    def check(tenths: int, seen: str = "well", part: str = "morning"):
        return actions.check(home.manager, attendance=there.pk, part=part, tenths=tenths, seen=seen)

    assert refused(lambda: check(433)) == ("degrees", "degrees")
    assert refused(lambda: check(380)) == ("fever", "seen")
    assert check(380, "home").seen == "home"
    assert refused(lambda: check(366))[0] == "twice"
    assert check(366, part="noon").pk
    happened = lambda **more: actions.record_incident(  # noqa: E731
        home.manager, nursery=home.nursery.pk, kind="abuse", says="身上有伤", **more
    )
    assert refused(happened) == ("police", "police_told")
    assert happened(police_told=True, person=family.child).police_told
    with pytest.raises(NotHere):
        happened(police_told=True, person=family.mother)


def test_another_town_reaches_nothing(far_clerk: Actor, home: Home, family: Family) -> None:
    assert queries.nursery_rows(far_clerk, on=clock.today()) == []
    for call in (
        lambda: queries.nursery(far_clerk, home.nursery.pk),
        lambda: actions.come_on_duty(far_clerk, nursery_class=home.room.pk, worker=1),
        lambda: actions.open_class(
            far_clerk, nursery=home.nursery.pk, group="mixed", name="混", places=3,
            since=clock.today(),
        ),
    ):  # fmt: skip
        with pytest.raises(NotHere):
            call()
