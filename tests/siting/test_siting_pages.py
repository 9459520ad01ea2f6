"""Each page through the client: who may open it, what it shows, what sending it does."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.conftest import COUNTY, OTHER_TOWN, OTHER_VILLAGE, TOWN
from tests.facilities.conftest import Opener
from tests.siting.conftest import SOUTH, STEP, WEST
from tests.siting.test_siting_actions import BABY, OLD, answered, ask, bring, county, home

from anhuai.platform import clock
from anhuai.platform.acting import SYSTEM
from anhuai.siting import actions
from anhuai.siting.models import Network, Scenario

__all__ = ["BABY", "OLD", "OTHER_VILLAGE", "Opener", "bring", "county", "home"]

pytestmark = pytest.mark.django_db
SignedIn = Callable[..., Client]
ADDRESSES = (
    "/siting/", "/siting/map", "/siting/roads/", "/siting/scenarios/", "/siting/?subject=x&after=y",
)  # fmt: skip


def text(answer: Any) -> str:
    return str(answer.content.decode())


def test_empty_pages_say_what_to_do(linze: str, signed_in: SignedIn) -> None:
    officer = signed_in("county_officer", division=COUNTY)
    for address, says in (
        ("/siting/", "还没有计算过可达性"), ("/siting/roads/", "还没有道路数据"),
        ("/siting/scenarios/", "还没有选址方案"), ("/siting/map", "没有符合条件的机构登记了坐标"),
    ):  # fmt: skip
        assert says in text(officer.get(address)), address


def test_who_may_open_them(county: Network, signed_in: SignedIn) -> None:
    for role, status in (("leader", 200), ("town_clerk", 200), ("village_worker", 403)):
        place = {"division": TOWN if role != "leader" else COUNTY}
        client = signed_in(role, **place)
        for address in ADDRESSES:
            assert client.get(address).status_code == status, (role, address)
        assert client.get("/siting/roads/new").status_code == 403
        assert client.get("/siting/scenarios/new").status_code == 403
        assert client.post("/siting/measure").status_code == 403


def test_villages_are_listed_named_and_scoped(county: Network, signed_in: SignedIn) -> None:
    officer = signed_in("county_officer", division=COUNTY)
    assert officer.post("/siting/measure").status_code == 302
    shown = text(officer.get("/siting/?subject=day_care&pace=slow"))
    assert "15 分钟按 720 米路程算" in shown
    assert "100.0%" in shown
    out = text(officer.get("/siting/?subject=day_care&which=out"))
    assert f"/places/{OTHER_VILLAGE}/" in out
    assert "620723101201/" not in out.split("<tbody")[1]
    for sort in ("way", "-way", "near", "-round", "people", "village"):
        assert officer.get(f"/siting/?subject=day_care&sort={sort}").status_code == 200
    clerk = signed_in("town_clerk", division=OTHER_TOWN)
    assert "620723101201/" not in text(clerk.get("/siting/?subject=day_care"))
    book = officer.get("/sheets/siting/export?subject=day_care")
    assert book.status_code == 200
    assert b"".join(book.streaming_content)[:2] == b"PK"
    assert "东头日间照料" in text(officer.get("/siting/map?subject=day_care"))
    assert "按直线会说" in text(officer.get(f"/places/{OTHER_TOWN}/"))


def test_a_pin_may_be_dragged_or_moved_by_keys_and_the_form_stays(
    county: Network, signed_in: SignedIn
) -> None:
    made = answered(ask(most_new=1))
    shown = text(signed_in("county_officer", division=COUNTY).get(f"/siting/scenarios/{made.pk}/"))
    assert 'id="pin-map"' in shown
    assert 'id="pin" tabindex="0"' in shown
    assert "data-west=" in shown
    assert 'hx-swap="innerHTML"' in shown, "asked again and again, the answer stays in its place"
    assert 'id="id_longitude"' in shown


def test_synthetic_roads_are_labelled_wherever_they_are_used(
    county: Network, signed_in: SignedIn
) -> None:
    officer = signed_in("county_officer", division=COUNTY)
    assert officer.post("/siting/roads/synthetic").status_code == 302
    assert "合成，不是真实道路" in text(officer.get("/siting/roads/"))
    actions.measure_all(SYSTEM, on=clock.today())
    assert "按合成路网计算" in text(officer.get("/siting/?subject=day_care"))
    made = answered(ask())
    assert "按合成路网计算" in text(officer.get(f"/siting/scenarios/{made.pk}/"))


def test_a_road_file_is_brought_or_refused_with_its_sentence(
    linze: str, signed_in: SignedIn, road_file: Path
) -> None:
    officer = signed_in("county_officer", division=COUNTY)
    given = {"name": "街道", "source": "测试虚构", "datum": "wgs84"}

    def send(name: str, content: bytes) -> Any:
        return officer.post(
            "/siting/roads/new", {**given, "file": SimpleUploadedFile(name, content)}
        )

    assert "只能导入 OSM" in text(send("a.shp", b"x"))
    assert "没有可以步行的道路" in text(send("a.geojson", b'{"features": []}'))
    assert not Network.objects.exists()
    assert send("street.geojson", road_file.read_bytes()).status_code == 302
    assert Network.objects.get().basis == "imported"


def test_a_scenario_is_asked_answered_and_tried_elsewhere(
    county: Network, signed_in: SignedIn
) -> None:
    officer = signed_in("county_officer", division=COUNTY)
    given = {"name": "一处日间照料", "subject": "day_care", "question": "most", "pace": "slow"}
    assert "请填写最多新建几处" in text(officer.post("/siting/scenarios/new", given))
    sent = officer.post("/siting/scenarios/new", given | {"most_new": "1"})
    made = Scenario.objects.get()
    assert sent["Location"] == f"/siting/scenarios/{made.pk}/"
    assert "正在后台计算" in text(officer.get(sent["Location"]))
    actions.answer_scenario(SYSTEM, scenario=made.pk)
    shown = text(officer.get(sent["Location"]))
    for piece in ("已证明最优", "任何方案都越不过的界", "几个方案放在一起看", OTHER_VILLAGE):
        assert piece in shown, piece
    assert "一处日间照料" in text(officer.get("/siting/scenarios/?q=日间&subject=day_care"))
    what = f"/siting/scenarios/{made.pk}/what-if"
    there = text(officer.get(f"{what}?longitude={WEST + 29 * STEP}&latitude={SOUTH}"))
    assert "多覆盖 1 人" in there
    assert "走不到" in text(officer.get(f"{what}?longitude=125&latitude=30"))
    assert "请填写正确的经度和纬度" in text(officer.get(f"{what}?longitude=x&latitude=30"))
    elsewhere = signed_in("county_officer", division="620722")
    assert elsewhere.get(f"/siting/scenarios/{made.pk}/").status_code == 404
    assert elsewhere.get(f"{what}?longitude=100&latitude=39").status_code == 404


def test_an_answer_that_is_not_proven_says_so(county: Network, signed_in: SignedIn) -> None:
    made = answered(ask())
    made.state, made.answer = "stopped", made.answer | {"gap": 0.021, "bound": 5.1}
    made.save()
    shown = text(signed_in("leader", division=COUNTY).get(f"/siting/scenarios/{made.pk}/"))
    assert "未证明最优，差距至多 2.1%" in shown
    assert "已证明最优" not in shown
    none = answered(ask(most_new=0, floor_percent=100))
    shown = text(signed_in("leader", division=COUNTY).get(f"/siting/scenarios/{none.pk}/"))
    assert "新建数量不够" in shown


def test_reach_is_read_over_rest(county: Network, signed_in: SignedIn) -> None:
    officer = signed_in("county_officer", division=COUNTY)
    assert officer.get("/api/v1/siting/access").json()["on"] is None
    actions.measure_all(SYSTEM, on=clock.today())
    told = officer.get("/api/v1/siting/access?subject=day_care&pace=slow").json()
    assert (told["basis"], told["metres"]) == ("imported", 720.0)
    assert [(one["division"], one["network"]) for one in told["items"]] == [
        ("620723101201", 4), (OTHER_VILLAGE, 0),
    ]  # fmt: skip
    clerk = signed_in("town_clerk", division=OTHER_TOWN)
    seen = clerk.get("/api/v1/siting/access?subject=day_care").json()["items"]
    assert [one["division"] for one in seen] == [OTHER_VILLAGE]
