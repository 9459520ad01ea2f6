"""Each page through the client: who may open it, what it shows, what sending it does."""

from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from tests.conftest import COUNTY, OTHER_TOWN, OTHER_VILLAGE, TODAY, TOWN, VILLAGE
from tests.facilities.conftest import SINCE, Opener

from anhuai.facilities import actions, queries
from anhuai.facilities.models import Facility
from anhuai.facilities.rules import Ownership, Status, WorksFacts, WorksKind
from anhuai.platform.acting import SYSTEM
from anhuai.platform.models import AuditEntry, Organisation

pytestmark = pytest.mark.django_db
SignedIn = Callable[..., Client]
FORMS = ("edit", "status", "operator", "position", "beds", "services", "licences", "marks", "works")


@pytest.fixture
def full(opened: Opener, operator: Organisation) -> Facility:
    """A facility with something of everything."""
    made = opened(operator=operator.pk, ownership=Ownership.PUBLIC_BUILT_PRIVATELY_RUN)
    key = made.pk
    actions.add_beds(SYSTEM, facility=key, labels="101-1…101-9", on=SINCE)
    actions.change_beds(
        SYSTEM, facility=key, labels="101-1…101-3", on=TODAY, flags=actions.BedFlags(nursing=True)
    )
    actions.set_services(SYSTEM, facility=key, codes=["meal_aid", "visiting"], on=SINCE)
    actions.add_licence(SYSTEM, facility=key, kind="food", number="JY162", since=SINCE, until=TODAY)
    actions.set_mark(SYSTEM, facility=key, code="star", grade="3", since=SINCE, source="民政局评定")
    actions.record_works(
        SYSTEM, facility=key, facts=WorksFacts(kind=WorksKind.RENOVATION, started=SINCE, beds=9)
    )
    actions.set_position(SYSTEM, facility=key, longitude=100.16, latitude=39.15)
    return made


def text(answer: object) -> str:
    return answer.content.decode()  # type: ignore[attr-defined, no-any-return]


def test_the_empty_list_says_so(linze: str, signed_in: SignedIn) -> None:
    shown = text(signed_in("county_officer", division=COUNTY).get("/facilities/"))
    assert "没有符合条件的机构" in shown
    assert "登记机构" in shown


def test_the_full_list_shows_filters_and_counts(full: Facility, signed_in: SignedIn) -> None:
    officer = signed_in("county_officer", division=COUNTY)
    shown = text(officer.get("/facilities/"))
    assert "夕阳红养老院" in shown
    assert "共 1 家" in shown
    for query, there in [
        ("q=夕阳红", True), ("q=xyh", True), ("q=朝阳", False), ("group=childcare", False),
        ("kind=elderly_care_institution", True), (f"division={TOWN}", True),
        (f"division={OTHER_TOWN}", False), ("status=suspended", False), ("expiry=30", True),
        ("ownership=public", False), ("kind=nonsense", True), ("after=broken", True),
        ("sort=-division", True),
    ]:  # fmt: skip
        assert ("夕阳红养老院" in text(officer.get(f"/facilities/?{query}"))) is there, query
    rows = officer.get("/facilities/", headers={"HX-Request": "true"})
    assert "<html" not in text(rows)


def test_a_list_page_stays_light(
    full: Facility, signed_in: SignedIn, django_assert_max_num_queries
) -> None:  # type: ignore[no-untyped-def]
    officer = signed_in("county_officer", division=COUNTY)
    officer.get("/facilities/")
    with django_assert_max_num_queries(16):
        officer.get("/facilities/")


def test_a_page_has_everything_on_one_screen(full: Facility, signed_in: SignedIn) -> None:
    shown = text(signed_in("county_officer", division=COUNTY).get(f"/facilities/{full.pk}/"))
    for piece in (
        "夕阳红养老院", "公建民营", "阳光养老服务有限公司", "共 9 张，护理型 3 张，在用 9 张",
        "JY162", "已过期", "三星级", "民政局评定", "改造提升", "待核对", "少于 10 张", "助餐",
        "没有有效的食品经营许可", "增加床位 9 张",
    ):  # fmt: skip
        assert piece in shown, piece


def test_the_page_speaks_english(full: Facility, signed_in: SignedIn) -> None:
    officer = signed_in("county_officer", division=COUNTY)
    officer.account.language = "en"  # type: ignore[attr-defined]
    officer.account.save()  # type: ignore[attr-defined]
    shown = text(officer.get(f"/facilities/{full.pk}/"))
    for piece in ("Elderly care institution", "Public, privately run", "Meal aid", "Grade 3"):
        assert piece in shown, piece


def test_others_see_nothing_of_a_facility_outside_their_area(
    opened: Opener, signed_in: SignedIn, operator: Organisation
) -> None:
    other = opened(division=OTHER_VILLAGE, name="远处的养老院")
    clerk = signed_in("town_clerk", division=TOWN)
    manager = signed_in("institution_manager", organisation=operator)
    for client in (clerk, manager):
        assert "远处的养老院" not in text(client.get("/facilities/"))
        for page in ("", *FORMS):
            answer = client.get(f"/facilities/{other.pk}/{page}")
            assert answer.status_code == 404, page
            assert "远处的养老院" not in text(answer)
    assert AuditEntry.objects.filter(kind="refusal", subject="facility").exists()


def test_a_leader_reads_but_cannot_open_any_form(full: Facility, signed_in: SignedIn) -> None:
    leader = signed_in("leader", division=COUNTY)
    shown = text(leader.get(f"/facilities/{full.pk}/"))
    assert f"/facilities/{full.pk}/beds" not in shown
    assert leader.get("/facilities/new").status_code == 403
    for page in FORMS:
        assert leader.get(f"/facilities/{full.pk}/{page}").status_code == 403, page


def test_a_manager_keeps_the_own_house_and_leaves_the_rest_to_the_authority(
    full: Facility, signed_in: SignedIn, operator: Organisation
) -> None:
    manager = signed_in("institution_manager", organisation=operator)
    assert manager.get("/facilities/new").status_code == 403
    expected = {"status": 403, "operator": 403, "marks": 403, "works": 403}
    for page in FORMS:
        answer = manager.get(f"/facilities/{full.pk}/{page}")
        assert answer.status_code == expected.get(page, 200), page
    sent = manager.post(
        f"/facilities/{full.pk}/edit",
        {"name": "改名", "phone": "0936-5520000", "version": 1, "token": uuid4()},
    )
    assert sent.status_code == 302
    full.refresh_from_db()
    assert (full.name, full.phone) == ("夕阳红养老院", "0936-5520000")


def test_a_new_facility_is_opened_once_for_a_double_click(linze: str, signed_in: SignedIn) -> None:
    officer = signed_in("county_officer", division=COUNTY)
    assert officer.get("/facilities/new").status_code == 200
    data = {
        "kind": "day_care_centre", "name": "东寨村日间照料中心", "division": VILLAGE,
        "ownership": "public", "status": "operating", "on": "2024-05-01", "token": uuid4(),
    }  # fmt: skip
    first, second = (officer.post("/facilities/new", data) for _ in range(2))
    made = Facility.objects.get()
    assert first.url == second.url == f"/facilities/{made.pk}/"
    wrong = officer.post("/facilities/new", data | {"token": uuid4(), "social_credit_code": "1"})
    assert "统一社会信用代码应为 18 位" in text(wrong)
    twice = officer.post("/facilities/new", data | {"token": uuid4()})
    assert "已经有一家同名" in text(twice)
    assert Facility.objects.count() == 1


def test_editing_what_somebody_changed_meanwhile_is_a_conflict(
    full: Facility, signed_in: SignedIn
) -> None:
    officer = signed_in("county_officer", division=COUNTY)
    data = {
        "name": "夕阳红养老院", "division": VILLAGE, "ownership": "private", "address": "西街",
        "version": 1,
    }  # fmt: skip
    assert officer.post(f"/facilities/{full.pk}/edit", data | {"token": uuid4()}).status_code == 302
    late = officer.post(f"/facilities/{full.pk}/edit", data | {"token": uuid4()})
    assert late.status_code == 409


@pytest.mark.parametrize(
    ("page", "data", "says"),
    [
        ("beds", {"do": "add", "labels": "101-1", "on": "2026-11-01"}, "床号已在使用"),
        ("beds", {"do": "withdraw", "labels": "999", "on": "2026-11-01"}, "没有这些床位"),
        ("status", {"status": "closed", "on": "2019-01-01", "reason": "停办"}, "应晚于"),
        ("status", {"status": "closed", "on": "2026-11-01"}, "请写明原因"),
        ("licences", {"kind": "food", "since": "2026-01-02", "valid_to": "2026-01-01"}, "应晚于"),
        ("position", {"longitude": "39.1", "latitude": "100.2", "datum": "wgs84"}, "填反了"),
        ("works", {"kind": "new", "beds": "0", "nursing_beds": "0"}, "至少填写"),
        ("services", {"on": "2026-11-01", "codes": "flying"}, "flying"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_beside_the_field(
    full: Facility, signed_in: SignedIn, page: str, data: dict[str, str], says: str
) -> None:
    officer = signed_in("county_officer", division=COUNTY)
    answer = officer.post(f"/facilities/{full.pk}/{page}", data | {"token": uuid4()})
    assert answer.status_code == 200
    assert says in text(answer)


@pytest.mark.parametrize(
    ("page", "data"),
    [
        ("beds", {"do": "add", "labels": "201…203", "on": "2026-11-01", "nursing": "1"}),
        ("beds", {"do": "change", "labels": "101-9", "on": "2026-11-21", "in_service": "0"}),
        ("beds", {"do": "withdraw", "labels": "101-9", "on": "2026-11-21"}),
        ("status", {"status": "suspended", "on": "2026-11-01", "reason": "消防整改"}),
        ("operator", {"operator": ""}),
        ("position", {"longitude": "100.17", "latitude": "39.15", "datum": "gcj02"}),
        ("services", {"on": "2026-11-21", "codes": ["day_care"]}),
        ("licences", {"kind": "fire_safety", "since": "2026-01-02"}),
        ("marks", {"mark": "star:4", "since": "2026-11-01", "valid_to": "2029-10-31"}),
        ("works", {"kind": "new", "accepted": "2026-10-01", "beds": "4", "nursing_beds": "4"}),
    ],
)  # fmt: skip
def test_what_is_right_is_saved(
    full: Facility, signed_in: SignedIn, page: str, data: dict[str, object]
) -> None:
    officer = signed_in("county_officer", division=COUNTY)
    assert officer.get(f"/facilities/{full.pk}/{page}").status_code == 200
    before = AuditEntry.objects.filter(kind="action").count()
    answer = officer.post(f"/facilities/{full.pk}/{page}", data | {"token": uuid4()})
    assert answer.status_code == 302, text(answer)
    assert AuditEntry.objects.filter(kind="action").count() == before + 1
    assert "已保存" in text(officer.get(answer.url))


def test_licences_marks_and_works_have_their_own_next_step(
    full: Facility, signed_in: SignedIn
) -> None:
    officer = signed_in("county_officer", division=COUNTY)
    found = queries.detail(SYSTEM, full.pk, on=TODAY)
    steps = {
        f"licences/{found.licences[0].pk}": {"since": "2026-11-21", "valid_to": "2031-11-20"},
        f"marks/{found.marks[0].pk}": {"on": "2026-11-01"},
        f"works/{found.works[0].pk}": {"accepted": "2026-11-01", "barrier_free": "1"},
    }
    for page, data in steps.items():
        assert officer.get(f"/facilities/{full.pk}/{page}").status_code == 200, page
        sent = officer.post(f"/facilities/{full.pk}/{page}", data | {"token": uuid4()})
        assert sent.status_code == 302, page
        assert officer.get(f"/facilities/{full.pk + 1}/{page}").status_code == 404, page
    after = queries.detail(SYSTEM, full.pk, on=TODAY)
    assert len(after.licences) == 2
    assert after.works[0].barrier_free is True


def test_places_warn_of_classes_that_are_too_large(opened: Opener, signed_in: SignedIn) -> None:
    made = opened("childcare_institution", name="小太阳托育园")
    officer = signed_in("county_officer", division=COUNTY)
    assert officer.get(f"/facilities/{made.pk}/places").status_code == 200
    assert officer.get(f"/facilities/{made.pk}/beds").status_code == 404
    data = {"on": "2026-11-01", "classes_infant": "1", "places_infant": "12", "token": uuid4()}
    assert officer.post(f"/facilities/{made.pk}/places", data).status_code == 302
    shown = text(officer.get(f"/facilities/{made.pk}/"))
    assert "每班不超过 10 人" in shown
    assert "托育机构设置标准（试行）" in shown


def test_the_map_has_towns_and_points(full: Facility, signed_in: SignedIn) -> None:
    officer = signed_in("county_officer", division=COUNTY)
    shown = text(officer.get("/facilities/map"))
    assert f"/facilities/{full.pk}/" in shown
    assert "100.16" in shown
    assert f"/facilities/{full.pk}/" not in text(officer.get("/facilities/map?group=childcare"))
    assert signed_in("family", person=1).get("/facilities/map").status_code == 403


def test_the_search_box_finds_facilities_in_scope(full: Facility, signed_in: SignedIn) -> None:
    assert "夕阳红养老院" in text(
        signed_in("county_officer", division=COUNTY).get("/search?q=夕阳红")
    )
    assert "夕阳红养老院" not in text(
        signed_in("town_clerk", division=OTHER_TOWN).get("/search?q=夕阳红")
    )


def test_the_api_lists_and_shows_what_the_caller_reaches(
    full: Facility, signed_in: SignedIn
) -> None:
    client = signed_in("api_client", division=COUNTY)
    listed = client.get("/api/v1/facilities?group=elderly_residential").json()
    assert [(one["id"], one["beds"], one["nursing_beds"]) for one in listed["items"]] == [
        (full.pk, 9, 3)
    ]
    one = client.get(f"/api/v1/facilities/{full.pk}").json()
    assert one["services"] == ["meal_aid", "visiting"]
    assert one["marks"][0]["grade"] == "3"
    assert client.get("/api/v1/facilities?group=nonsense").status_code == 422
    other = signed_in("api_client", division=OTHER_TOWN)
    assert other.get("/api/v1/facilities").json()["items"] == []
    assert other.get(f"/api/v1/facilities/{full.pk}").status_code == 404


def test_closed_facilities_are_listed_only_when_asked_for(
    full: Facility, signed_in: SignedIn
) -> None:
    actions.change_status(
        SYSTEM, facility=full.pk, status=Status.CLOSED, on=TODAY - timedelta(1), reason="停办"
    )
    officer = signed_in("county_officer", division=COUNTY)
    assert "夕阳红养老院" not in text(officer.get("/facilities/"))
    assert "夕阳红养老院" in text(officer.get("/facilities/?status=closed"))
    shown = text(officer.get(f"/facilities/{full.pk}/"))
    assert "注销日期" in shown
    assert f"/facilities/{full.pk}/beds" not in shown
