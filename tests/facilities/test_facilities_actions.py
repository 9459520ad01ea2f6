"""What may be recorded of a facility, and what is refused."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from tests.conftest import COUNTY, OTHER_TOWN, OTHER_VILLAGE, TODAY, TOWN, VILLAGE
from tests.facilities.conftest import SINCE, Opener, facts

from anhuai.facilities import actions, queries
from anhuai.facilities.models import Bed, Facility, Licence, StatusChange
from anhuai.facilities.rules import (
    BadLabels,
    ChildcareClass,
    ClassPlaces,
    FacilityFacts,
    Ownership,
    Status,
    WorksFacts,
    WorksKind,
)
from anhuai.kernel.geometry import Datum
from anhuai.kernel.unfit import Unfit
from anhuai.platform.acting import SYSTEM, Actor, NotHere, Refused
from anhuai.platform.models import AuditEntry, Organisation
from anhuai.platform.posting import Stale

pytestmark = pytest.mark.django_db
MakeActor = Callable[..., Actor]


def refused(call: Callable[[], object]) -> tuple[str, str]:
    with pytest.raises(Unfit) as error:
        call()
    assert error.value.message
    assert error.value.message_en
    return error.value.code, error.value.field


def test_an_opened_facility_has_a_status_and_an_audit_entry(opened: Opener) -> None:
    made = opened(social_credit_code="５２990000500000007Ｌ", building_area=Decimal("800"))
    assert (made.status, made.opened, made.version) == ("operating", SINCE, 1)
    assert StatusChange.objects.get(facility=made).since == SINCE
    entry = AuditEntry.objects.get(name="facilities.open_facility")
    assert entry.ids == [made.pk]
    assert made.pinyin.startswith("xi yang hong")


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"name": "  "}, ("name", "name")),
        ({"social_credit_code": "129900"}, ("length", "social_credit_code")),
        ({"social_credit_code": "12990000MA0000001H"}, ("checksum", "social_credit_code")),
        ({"division": "62072"}, ("length", "division")),
        ({"division": "62"}, ("level", "division")),
        ({"division": "620723199"}, ("unknown", "division")),
        ({"tier": "county"}, ("tier", "tier")),
        ({"land_area": Decimal(0)}, ("area", "land_area")),
    ],
)
def test_wrong_facts_name_their_field(
    opened: Opener, more: dict[str, Any], said: tuple[str, str]
) -> None:
    assert refused(lambda: opened(**more)) == said
    assert not Facility.objects.exists()


def test_a_facility_cannot_be_opened_in_the_future_closed_or_of_no_kind(opened: Opener) -> None:
    assert refused(lambda: opened(on=date(2030, 1, 1)))[0] == "future"
    assert refused(lambda: opened(status=Status.CLOSED))[0] == "status"
    assert refused(lambda: opened("hotel"))[0] == "kind"


def test_a_duplicate_name_is_refused_until_the_first_is_closed(opened: Opener) -> None:
    first = opened()
    assert refused(opened) == ("duplicate", "name")
    opened("day_care_centre")
    opened(division=OTHER_VILLAGE)
    actions.change_status(
        SYSTEM, facility=first.pk, status=Status.CLOSED, on=TODAY - timedelta(30), reason="停办"
    )
    opened(on=TODAY - timedelta(10))


def test_a_clerk_opens_in_the_own_town_only(opened: Opener, actor: MakeActor) -> None:
    clerk = actor("town_clerk", division=TOWN)
    opened(by=clerk)
    assert refused(lambda: opened(by=clerk, division=OTHER_VILLAGE)) == ("beyond", "division")


def test_an_institution_does_not_file_itself(
    opened: Opener, actor: MakeActor, operator: Organisation
) -> None:
    manager = actor("institution_manager", organisation=operator)
    with pytest.raises(Refused):
        opened(by=manager)


def test_a_leader_changes_nothing(opened: Opener, actor: MakeActor) -> None:
    made = opened()
    with pytest.raises(Refused):
        actions.set_services(actor("leader", division=COUNTY), facility=made.pk, codes=[], on=TODAY)


def test_editing_a_stale_copy_is_refused(opened: Opener) -> None:
    made = opened()
    actions.edit_facility(SYSTEM, facility=made.pk, version=1, facts=facts(address="东街 1 号"))
    with pytest.raises(Stale):
        actions.edit_facility(SYSTEM, facility=made.pk, version=1, facts=facts(name="改名"))
    made.refresh_from_db()
    assert (made.address, made.name, made.version) == ("东街 1 号", "夕阳红养老院", 2)


def test_the_operator_keeps_its_address_but_not_its_name(
    opened: Opener, actor: MakeActor, operator: Organisation
) -> None:
    made = opened(operator=operator.pk)
    manager = actor("institution_manager", organisation=operator)
    own = facts(phone="0936-5521234", building_area=Decimal("900.5"))
    actions.edit_facility(manager, facility=made.pk, version=1, facts=own)
    made.refresh_from_db()
    assert (made.phone, made.building_area) == ("0936-5521234", Decimal("900.50"))
    with pytest.raises(Refused):
        actions.edit_facility(
            manager, facility=made.pk, version=2, facts=replace(own, name="五星养老院")
        )
    with pytest.raises(Refused):
        actions.set_mark(manager, facility=made.pk, code="star", grade="5", since=TODAY)
    actions.add_beds(manager, facility=made.pk, labels="1…3", on=TODAY)


def test_another_institution_is_not_here_for_a_manager(
    opened: Opener, actor: MakeActor, operator: Organisation
) -> None:
    other = opened()
    manager = actor("institution_manager", organisation=operator)
    calls: list[Callable[[], object]] = [
        lambda: queries.detail(manager, other.pk, on=TODAY),
        lambda: actions.add_beds(manager, facility=other.pk, labels="1", on=TODAY),
        lambda: actions.edit_facility(manager, facility=other.pk, version=1, facts=facts()),
        lambda: actions.set_services(manager, facility=other.pk, codes=[], on=TODAY),
    ]
    for call in calls:
        with pytest.raises(NotHere):
            call()


def test_the_status_moves_along_its_steps_and_the_past_stays(opened: Opener) -> None:
    made = opened(on=date(2021, 1, 1), status=Status.PLANNED)
    assert made.opened is None

    def step(status: Status, on: date, reason: str = "") -> object:
        return actions.change_status(SYSTEM, facility=made.pk, status=status, on=on, reason=reason)

    assert refused(lambda: step(Status.SUSPENDED, TODAY))[0] == "transition"
    assert refused(lambda: step(Status.BUILDING, date(2021, 1, 1))) == ("too_early", "on")
    step(Status.BUILDING, date(2022, 1, 1))
    step(Status.OPERATING, date(2023, 1, 1))
    assert refused(lambda: step(Status.CLOSED, TODAY)) == ("reason", "reason")
    assert refused(lambda: step(Status.CLOSED, date(2022, 6, 1), "停办")) == ("too_early", "on")
    assert refused(lambda: step(Status.CLOSED, date(2027, 1, 1), "停办")) == ("future", "on")
    step(Status.CLOSED, date(2024, 1, 1), "消防不达标，整改无望")
    made.refresh_from_db()
    assert (made.opened, made.closed) == (date(2023, 1, 1), date(2024, 1, 1))
    for day, count in [(date(2022, 12, 31), 0), (date(2023, 1, 1), 1), (date(2024, 1, 1), 0)]:
        assert queries.operating(SYSTEM, on=day).count() == count
    assert refused(lambda: step(Status.OPERATING, TODAY))[0] == "transition"
    assert (
        refused(lambda: actions.add_beds(SYSTEM, facility=made.pk, labels="1", on=TODAY))[0]
        == "closed"
    )


def test_beds_are_added_changed_and_withdrawn_by_label(opened: Opener) -> None:
    made = opened()
    key = made.pk
    actions.add_beds(SYSTEM, facility=key, labels="101-1…101-4", on=SINCE)
    change = actions.BedFlags(nursing=True)
    actions.change_beds(
        SYSTEM, facility=key, labels="101-1…101-2", on=date(2022, 1, 1), flags=change
    )
    actions.withdraw_beds(SYSTEM, facility=key, labels="101-4", on=date(2023, 1, 1))

    def count(on: date, **more: Any) -> int:
        return queries.beds(SYSTEM, on=on, **more).count()

    assert [count(date(2021, 1, 1)), count(date(2021, 1, 1), nursing=True)] == [4, 0]
    assert [count(date(2022, 1, 1)), count(date(2022, 1, 1), nursing=True)] == [4, 2]
    assert [count(TODAY), count(TODAY, nursing=False), count(TODAY, public=True)] == [3, 1, 0]


def test_overlapping_labels_are_refused_and_nothing_is_half_done(opened: Opener) -> None:
    made = opened()
    actions.add_beds(SYSTEM, facility=made.pk, labels="1…3", on=SINCE)
    add = actions.add_beds
    assert refused(lambda: add(SYSTEM, facility=made.pk, labels="3…5", on=TODAY)) == (
        "label_taken", "labels",
    )  # fmt: skip
    with pytest.raises(BadLabels):
        add(SYSTEM, facility=made.pk, labels="9、9", on=TODAY)
    assert Bed.objects.count() == 3
    assert (
        refused(lambda: actions.withdraw_beds(SYSTEM, facility=made.pk, labels="8", on=TODAY))[0]
        == "label_missing"
    )
    assert refused(
        lambda: actions.withdraw_beds(SYSTEM, facility=made.pk, labels="1", on=date(2019, 1, 1))
    ) == ("too_early", "on")


def test_beds_entered_by_mistake_never_existed(opened: Opener) -> None:
    made = opened()
    actions.add_beds(SYSTEM, facility=made.pk, labels="1…40", on=TODAY)
    actions.withdraw_beds(SYSTEM, facility=made.pk, labels="5…40", on=TODAY)
    assert queries.beds(SYSTEM, on=TODAY).count() == 4
    assert Bed.objects.count() == 40
    actions.add_beds(SYSTEM, facility=made.pk, labels="5", on=TODAY)


def test_a_meal_point_has_no_beds_and_no_places(opened: Opener) -> None:
    made = opened("meal_point")
    assert (
        refused(lambda: actions.add_beds(SYSTEM, facility=made.pk, labels="1", on=TODAY))[0]
        == "no_beds"
    )
    one = [ClassPlaces(ChildcareClass.MIXED, 1, 5)]
    assert (
        refused(
            lambda: actions.set_childcare_places(SYSTEM, facility=made.pk, places=one, on=TODAY)
        )[0]
        == "no_places"
    )


def test_childcare_places_change_by_date(opened: Opener) -> None:
    made = opened("childcare_institution")

    def put(on: date, *places: ClassPlaces) -> None:
        actions.set_childcare_places(SYSTEM, facility=made.pk, places=places, on=on)

    put(SINCE, ClassPlaces(ChildcareClass.INFANT, 1, 10), ClassPlaces(ChildcareClass.MIXED, 1, 18))
    put(date(2022, 1, 1), ClassPlaces(ChildcareClass.INFANT, 2, 20))
    total = queries.childcare_places_total
    assert [total(SYSTEM, on=day) for day in (date(2021, 1, 1), TODAY)] == [28, 20]
    assert refused(lambda: put(date(2021, 1, 1)))[0] == "too_early"


def test_a_home_point_takes_five_children_and_not_six(opened: Opener) -> None:
    made = opened("home_childcare_point")

    def put(places: int) -> object:
        one = [ClassPlaces(ChildcareClass.MIXED, 1, places)]
        return actions.set_childcare_places(SYSTEM, facility=made.pk, places=one, on=TODAY)

    put(5)
    assert refused(lambda: put(6))[0] == "children"


def test_services_left_out_end(opened: Opener) -> None:
    made = opened("day_care_centre")

    def put(on: date, *codes: str) -> object:
        return actions.set_services(SYSTEM, facility=made.pk, codes=codes, on=on)

    put(SINCE, "meal_aid", "day_care")
    put(date(2022, 1, 1), "meal_aid")
    found = queries.operating
    assert found(SYSTEM, on=date(2021, 1, 1), services=["day_care"]).count() == 1
    assert found(SYSTEM, on=TODAY, services=["day_care"]).count() == 0
    assert found(SYSTEM, on=TODAY, services=["meal_aid"]).count() == 1
    assert refused(lambda: put(TODAY, "older_adult_learning", "flying"))[0] == "service"


def test_a_licence_that_expired_yesterday_is_history_and_found(opened: Opener) -> None:
    made = opened()
    actions.add_licence(SYSTEM, facility=made.pk, kind="food", since=SINCE, until=TODAY)
    assert queries.listed(SYSTEM, on=TODAY, licence_expires_within=0).count() == 1
    assert queries.operating(SYSTEM, on=TODAY, licences=["food"]).count() == 0
    lacks = {one.code for one in queries.detail(SYSTEM, made.pk, on=TODAY).findings}
    assert "licence:food" in lacks


def test_a_renewed_licence_is_no_longer_in_the_expiry_list(opened: Opener) -> None:
    made = opened()
    old = actions.add_licence(
        SYSTEM, facility=made.pk, kind="food", number="JY1", since=SINCE,
        until=TODAY + timedelta(20),
    )  # fmt: skip
    within = {days: queries.listed(SYSTEM, on=TODAY, licence_expires_within=days).count()
              for days in (10, 30, 90)}  # fmt: skip
    assert within == {10: 0, 30: 1, 90: 1}
    actions.renew_licence(
        SYSTEM, licence=old.pk, since=TODAY, until=TODAY + timedelta(2000), number="JY2"
    )
    assert queries.listed(SYSTEM, on=TODAY, licence_expires_within=90).count() == 0
    old.refresh_from_db()
    assert old.until == TODAY
    assert Licence.objects.count() == 2


def test_a_licence_cannot_end_before_it_begins_or_be_entered_twice(opened: Opener) -> None:
    made = opened()

    def add(**more: Any) -> object:
        return actions.add_licence(SYSTEM, facility=made.pk, kind="food", number="JY1", **more)

    assert refused(lambda: add(since=TODAY, until=SINCE)) == ("empty", "until")
    add(since=SINCE, until=TODAY)
    assert refused(lambda: add(since=date(2025, 1, 1)))[0] == "overlap"
    add(since=TODAY)


def test_a_star_replaces_the_former_star(opened: Opener) -> None:
    made = opened()
    actions.set_mark(SYSTEM, facility=made.pk, code="star", grade="2", since=SINCE)
    given = actions.set_mark(SYSTEM, facility=made.pk, code="star", grade="3", since=TODAY)
    shown = {(one.grade, one.until) for one in queries.detail(SYSTEM, made.pk, on=TODAY).marks}
    assert shown == {("2", TODAY), ("3", None)}
    actions.end_mark(SYSTEM, mark=given.pk, on=TODAY)
    assert queries.operating(SYSTEM, on=TODAY, marks=["star"]).count() == 0
    set_mark = actions.set_mark
    assert (
        refused(lambda: set_mark(SYSTEM, facility=made.pk, code="star", grade="6", since=TODAY))[0]
        == "grade"
    )
    assert (
        refused(
            lambda: set_mark(SYSTEM, facility=made.pk, code="information_platform", since=TODAY)
        )[0]
        == "mark"
    )


def test_works_count_in_the_year_they_were_accepted(opened: Opener) -> None:
    made = opened("day_care_centre")

    def record(**more: Any) -> Any:
        return actions.record_works(
            SYSTEM, facility=made.pk, facts=WorksFacts(kind=WorksKind.RENOVATION, **more)
        )

    record(accepted=date(2023, 5, 1), beds=10, nursing_beds=4, area=Decimal(300))
    running = record(started=date(2024, 1, 1))
    year = {"since": date(2023, 1, 1), "until": date(2024, 1, 1)}
    found = queries.works(SYSTEM, **year, kind=WorksKind.RENOVATION, kinds=["day_care_centre"])
    assert [(one.beds, one.facility.division) for one in found] == [(10, VILLAGE)]
    assert queries.works(SYSTEM, **year, kind=WorksKind.NEW).count() == 0
    later = {"since": date(2024, 1, 1), "until": date(2025, 1, 1)}
    assert queries.works(SYSTEM, **later).count() == 0
    assert queries.works(SYSTEM, **later, stage="started").count() == 1
    actions.accept_works(SYSTEM, works=running.pk, accepted=date(2024, 6, 1), barrier_free=True)
    assert queries.works(SYSTEM, **later).count() == 1
    assert refused(lambda: record())[0] == "undated"
    assert refused(lambda: record(started=date(2024, 1, 1), accepted=date(2023, 1, 1))) == (
        "order",
        "accepted",
    )
    assert refused(lambda: record(accepted=TODAY, beds=1, nursing_beds=2))[0] == "beds"


def test_baidu_coordinates_are_converted(opened: Opener) -> None:
    made = opened()
    actions.set_position(
        SYSTEM, facility=made.pk, longitude=100.17, latitude=39.16, datum=Datum.BD09
    )
    made.refresh_from_db()
    assert made.longitude == pytest.approx(100.159, abs=0.003)
    assert refused(
        lambda: actions.set_position(SYSTEM, facility=made.pk, longitude=39.1, latitude=100.2)
    ) == ("swapped", "longitude")


def test_the_operators_managers_see_it_from_then_on(
    opened: Opener, actor: MakeActor, operator: Organisation
) -> None:
    made = opened()
    manager = actor("institution_manager", organisation=operator)
    assert queries.operating(manager, on=TODAY).count() == 0
    actions.set_operator(SYSTEM, facility=made.pk, operator=operator.pk)
    assert queries.operating(manager, on=TODAY).get().pk == made.pk
    with pytest.raises(NotHere):
        actions.set_operator(SYSTEM, facility=made.pk, operator=999_999)


def test_what_operates_is_chosen_by_kind_group_owner_and_place(opened: Opener) -> None:
    opened("rural_elderly_home", name="沙河敬老院", ownership=Ownership.PUBLIC, tier="county")
    opened("day_care_centre", name="一村日间照料", division=OTHER_VILLAGE)

    def count(**which: Any) -> int:
        return queries.operating(SYSTEM, on=TODAY, **which).count()

    assert count() == 2
    assert count(group="elderly_residential") == 1
    assert count(group="childcare") == 0
    assert count(kinds=["day_care_centre"], group="elderly_community") == 1
    assert count(kinds=["day_care_centre"], group="elderly_residential") == 0
    assert count(ownership=[Ownership.PUBLIC]) == 1
    assert count(tier="county") == 1
    assert count(division=OTHER_TOWN) == 1
    since = {"since": SINCE, "until": SINCE + timedelta(1)}
    assert queries.opened(SYSTEM, **since, kinds=["day_care_centre"]).count() == 1


def test_a_clerk_counts_the_own_town_only(opened: Opener, actor: MakeActor) -> None:
    opened()
    other = opened(division=OTHER_VILLAGE)
    for one in Facility.objects.all():
        actions.add_beds(SYSTEM, facility=one.pk, labels="1…2", on=SINCE)
    clerk = actor("town_clerk", division=OTHER_TOWN)
    assert [one.facility_id for one in queries.beds(clerk, on=TODAY)] == [other.pk, other.pk]
    assert queries.bed_board(clerk, on=TODAY).beds == 2


def test_facts_without_ownership_do_not_exist() -> None:
    with pytest.raises(TypeError):
        FacilityFacts(name="无主", division=VILLAGE)  # type: ignore[call-arg]
