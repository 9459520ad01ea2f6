"""Shapes as they are drawn: what is refused and why, dates, changes that keep what was."""

from datetime import date, timedelta

import pytest

from anhuai.people import actions as people
from anhuai.places.models import Boundary
from anhuai.platform import clock
from anhuai.platform.acting import SYSTEM
from anhuai.response import actions
from anhuai.response.actions import BadGround
from anhuai.response.models import Fence, Sensed
from anhuai.response.queries.places import in_force
from anhuai.response.rules.fences import Fault, FenceKind, Shape, fault_of
from tests.conftest import COUNTY, OTHER_TOWN

SQUARE = [(100.10, 39.10), (100.11, 39.10), (100.11, 39.11), (100.10, 39.11)]
BOW = [SQUARE[0], SQUARE[2], SQUARE[1], SQUARE[3]]
LINZE = [(99.5, 38.5), (100.5, 38.5), (100.5, 39.5), (99.5, 39.5)]


@pytest.fixture
def agreed(elder):
    people.give_consent(
        SYSTEM, person=elder.pk, purpose="location", given_by=elder.pk, on=date(2026, 1, 1),
        notice_version="1", method="paper",
    )  # fmt: skip
    return elder


@pytest.fixture
def outlined(linze):
    ring = [list(at) for at in [*LINZE, LINZE[0]]]
    Boundary.objects.update_or_create(
        code=COUNTY, defaults={"geometry": {"type": "Polygon", "coordinates": [ring]}}
    )


@pytest.mark.parametrize(
    ("kind", "points", "county", "fault"),
    [
        (FenceKind.AREA, SQUARE, [LINZE], None),
        (FenceKind.AREA, BOW, [LINZE], Fault.CROSSING),
        (FenceKind.RISK, BOW, [], Fault.CROSSING),
        (FenceKind.ROUTE, BOW, [], None),  # a way may cross itself
        (FenceKind.AREA, [(100.1, 39.1), (100.1001, 39.1), (100.1, 39.1001)], [], Fault.SMALL),
        (FenceKind.ROUTE, [(100.1, 39.1), (100.1001, 39.1)], [], Fault.SMALL),
        (FenceKind.HOME, [(39.1, 100.1)], [LINZE], Fault.OUTSIDE),  # exchanged
        (FenceKind.HOME, [(100.51, 39.0)], [LINZE], None),  # outlines are rough
        (FenceKind.HOME, [(39.1, 80.1)], [], None),  # no outline, nothing is outside
        (FenceKind.HOME, [(100.1, 39.1)], [LINZE], None),
    ],
)
def test_what_is_wrong_with_a_shape(kind, points, county, fault) -> None:
    assert fault_of(Shape(kind, tuple(points), 50), county) is fault


@pytest.mark.parametrize(
    ("kind", "points", "says"),
    [
        ("area", BOW, "边线互相交叉"),
        ("area", [(100.1, 39.1), (100.1001, 39.1), (100.1, 39.1001)], "范围太小"),
        ("home", [(39.1, 80.1)], "落在本县之外"),
    ],
)
def test_a_fault_is_said_beside_the_points(agreed, outlined, signed_in, kind, points, says) -> None:
    client = signed_in("county_officer", division=COUNTY)
    given = {
        "kind": kind, "title": "公园", "metres": "50",
        "points": "\n".join(f"{lon},{lat}" for lon, lat in points),
    }  # fmt: skip
    page = client.post(f"/response/people/{agreed.pk}/fences/new", given).content.decode()
    assert says in page
    assert not Fence.objects.exists()


def test_a_change_ends_what_was_and_keeps_it(agreed, signed_in) -> None:
    drawn = actions.draw_fence(SYSTEM, person=agreed.pk, kind=FenceKind.AREA, title="公园",
                               metres=50, points=SQUARE)  # fmt: skip
    client = signed_in("county_officer", division=COUNTY)
    url = f"/response/fences/{drawn.pk}/edit"
    page = client.get(url).content.decode()
    for text in ("100.1,39.1", 'id="fence-map"', "修改范围：公园", "fence-map-data"):
        assert text in page, text
    given = {
        "kind": "area", "title": "大公园", "metres": "80",
        "points": "\n".join(f"{lon},{lat}" for lon, lat in SQUARE[:3]),
    }  # fmt: skip
    assert client.post(url, given).status_code == 302
    drawn.refresh_from_db()
    made = Fence.objects.get(before=drawn)
    assert drawn.ended_at is not None
    assert (made.title, made.metres, len(made.points), made.person_id) == (
        "大公园", 80, 3, agreed.pk
    )  # fmt: skip
    assert "已被撤销或修改" in client.post(url, given).content.decode()
    assert Fence.objects.count() == 2
    with pytest.raises(BadGround):
        actions.change_fence(SYSTEM, fence=made.pk, title="", metres=50, points=BOW)
    made.refresh_from_db()
    assert made.ended_at is None, "what is refused leaves what was"


def test_a_shape_holds_from_its_first_to_its_last_day(agreed) -> None:
    today = clock.today()
    drawn = actions.draw_fence(
        SYSTEM, person=agreed.pk, kind=FenceKind.AREA, title="", metres=50, points=SQUARE,
        since=today + timedelta(days=2), until=today + timedelta(days=4),
    )  # fmt: skip
    held = [
        day for day in range(6)
        if in_force(Fence.objects.filter(pk=drawn.pk), today + timedelta(days=day)).exists()
    ]  # fmt: skip
    assert held == [2, 3]
    for since, until in ((None, today), (today + timedelta(days=3), today + timedelta(days=2))):
        with pytest.raises(BadGround) as wrong:
            actions.draw_fence(
                SYSTEM, person=agreed.pk, kind=FenceKind.AREA, title="", metres=50,
                points=SQUARE, since=since, until=until,
            )  # fmt: skip
        assert wrong.value.field == "until"


def test_the_map_shows_shapes_and_last_positions_of_those_who_agreed(
    agreed, device, signed_in
) -> None:
    actions.draw_fence(SYSTEM, person=agreed.pk, kind=FenceKind.AREA, title="公园", metres=50,
                       points=SQUARE)  # fmt: skip
    at = int(clock.now().timestamp() * 1000)
    Sensed.objects.create(device=device, at_ms=at, longitude=100.1, latitude=39.1)
    client = signed_in("county_officer", division=COUNTY)
    seen = client.get("/response/fences/map").content.decode()
    for text in ("公园", "最后位置", "1 处范围，1 人有最后位置"):
        assert text.encode("unicode_escape").decode() in seen or text in seen, text
    stranger = signed_in("town_clerk", division=OTHER_TOWN)
    assert "0 处范围，0 人有最后位置" in stranger.get("/response/fences/map").content.decode()


def test_shapes_over_rest(agreed, outlined, signed_in) -> None:
    client = signed_in("county_officer", division=COUNTY)
    given = {"kind": "area", "person": agreed.pk, "points": SQUARE, "metres": 50}
    url = "/api/v1/fences"
    made = client.post(url, given, "application/json").json()
    assert (made["kind"], made["before"], made["since"]) == ("area", None, str(clock.today()))
    refused = client.post(url, given | {"points": BOW}, "application/json")
    assert refused.status_code == 422
    assert refused.json()["code"] == "crossing"
    changed = client.put(
        f"{url}/{made['id']}", {"points": SQUARE[:3], "metres": 60}, "application/json"
    ).json()
    assert (changed["before"], changed["metres"]) == (made["id"], 60)
    assert [one["id"] for one in client.get(url).json()["items"]] == [changed["id"]]
    assert client.post(f"{url}/{changed['id']}/end").status_code == 200
    assert client.get(url).json()["items"] == []
