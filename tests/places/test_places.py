"""Divisions: loading, names, scope, outlines, pages."""

from typing import Any

import pytest
from shapely.geometry import shape

from anhuai.kernel.divisions import Level
from anhuai.places import actions, queries
from anhuai.places.engine import outlines
from anhuai.places.models import Boundary, Division, PopulationFigure
from anhuai.places.rules import Definition, PopulationMeasure, short_name
from anhuai.platform.acting import SYSTEM, NotHere
from tests.conftest import COUNTY, OTHER_TOWN, OTHER_VILLAGE, TODAY, TOWN, VILLAGE


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("东寨村村民委员会", "东寨村"),
        ("乐民社区居民委员会", "乐民社区"),
        ("东关街社区居委会", "东关街社区"),
        ("农村虚拟生活区", "农村虚拟生活区"),
        ("居民委员会", "居民委员会"),
        ("沙河镇", "沙河镇"),
    ],
)
def test_names_are_said_as_people_say_them(name: str, short: str) -> None:
    assert short_name(name) == short


def test_linze_has_thirteen_towns_and_its_villages(linze: str) -> None:
    towns = queries.divisions(SYSTEM, on=TODAY, level=Level.TOWN, division=COUNTY)
    villages = queries.divisions(SYSTEM, on=TODAY, level=Level.VILLAGE, division=COUNTY)
    urban = queries.divisions(SYSTEM, on=TODAY, level=Level.VILLAGE, urban=True, division=COUNTY)
    rural = queries.divisions(SYSTEM, on=TODAY, level=Level.VILLAGE, urban=False, division=COUNTY)
    assert (towns.count(), villages.count(), urban.count(), rural.count()) == (13, 82, 5, 71)


def test_loading_twice_changes_nothing(linze: str) -> None:
    before = Division.objects.count(), Boundary.objects.count(), PopulationFigure.objects.count()
    assert actions.load_county(SYSTEM, county="linze") == 0
    assert before == (
        Division.objects.count(), Boundary.objects.count(), PopulationFigure.objects.count(),
    )  # fmt: skip


@pytest.mark.parametrize("county", ["huzhong", "litong", "wenshan", "sichuan"])
def test_every_seed_area_loads(db: None, county: str) -> None:
    assert actions.load_county(SYSTEM, county=county) > 0


def test_town_outlines_share_the_county_out_without_overlap(linze: str) -> None:
    county = outlines.parse(Boundary.objects.get(code=COUNTY).geometry)
    towns = [shape(f["geometry"]) for f in queries.outlines_below(COUNTY, on=TODAY)["features"]]
    assert len(towns) == 13
    assert sum(t.area for t in towns) == pytest.approx(county.area, rel=1e-3)
    drawn = queries.outlines_below(COUNTY, on=TODAY)["features"]
    assert {feature["properties"]["basis"] for feature in drawn} == {"schematic"}


def test_a_clerk_reaches_the_own_town_and_what_lies_above(linze, actor) -> None:
    clerk = actor("town_clerk", division=TOWN)
    assert queries.division(clerk, VILLAGE, on=TODAY).code == VILLAGE
    assert queries.division(clerk, COUNTY, on=TODAY).code == COUNTY
    with pytest.raises(NotHere):
        queries.division(clerk, OTHER_VILLAGE, on=TODAY)


def test_pages_show_the_tree_the_map_and_the_figures(linze, signed_in) -> None:
    officer = signed_in("county_officer", division=COUNTY)
    listed = officer.get("/places/?level=9")
    assert "沙河镇" in listed.content.decode()
    page = officer.get(f"/places/{COUNTY}/")
    assert "23701" in page.content.decode().replace(",", "")
    assert len(officer.get(f"/places/{COUNTY}/children.geojson").json()["features"]) == 13
    assert len(officer.get(f"/places/{TOWN}/boundary.geojson").json()["features"]) == 1


def test_another_towns_page_is_not_here_and_that_is_audited(linze, signed_in) -> None:
    from anhuai.platform.models import AuditEntry

    clerk = signed_in("town_clerk", division=TOWN)
    assert clerk.get(f"/places/{OTHER_TOWN}/").status_code == 404
    assert AuditEntry.objects.filter(kind="refusal", subject="division").exists()


def test_a_figure_is_kept_once_with_its_source(linze, signed_in) -> None:
    officer = signed_in("county_officer", division=COUNTY)
    sent = {
        "measure": "total", "definition": "registered", "on": "2025-12-31", "value": "143000",
        "source": "2025 年统计公报",
    }  # fmt: skip
    url = f"/places/{COUNTY}/figures/new"
    assert officer.post(url, sent).status_code == 302
    again = officer.post(url, sent)
    assert "已经登记过" in again.content.decode()
    future = officer.post(url, {**sent, "on": "2099-01-01"})
    assert "不能晚于今天" in future.content.decode()
    figure = PopulationFigure.objects.get(definition=Definition.REGISTERED.value, code=COUNTY)
    assert (figure.value, figure.measure) == (143000, PopulationMeasure.TOTAL.value)


def test_the_api_gives_divisions_page_by_page(linze, signed_in) -> None:
    officer = signed_in("county_officer", division=COUNTY)
    first = officer.get(f"/api/v1/divisions?within={COUNTY}").json()
    rest = officer.get(f"/api/v1/divisions?within={COUNTY}&after={first['next']}").json()
    codes = [d["code"] for d in first["items"] + rest["items"]]
    assert len(codes) == len(set(codes)) == 96
    assert officer.get("/api/v1/divisions?after=broken").status_code == 422


def test_names_are_renewed_when_another_process_changed_divisions(linze, monkeypatch) -> None:
    from importlib import import_module

    from anhuai.places.models import Edition

    now, module = [100.0], import_module("anhuai.places.queries.divisions")
    monkeypatch.setattr(module, "monotonic", lambda: now[0])
    before = queries.name_of(VILLAGE)
    Division.objects.filter(code=VILLAGE).update(short_name="改名村")
    Edition.objects.update_or_create(pk=1, defaults={"number": 999})
    now[0] += 1.9
    assert queries.name_of(VILLAGE) == before
    now[0] += 0.2
    assert queries.name_of(VILLAGE) == "改名村"


def test_an_ended_division_is_shown_as_it_was_and_found_by_name_no_more(linze) -> None:
    from datetime import date

    name = queries.name_of(VILLAGE)
    assert queries.named(name, within=COUNTY) == [VILLAGE]
    Division.objects.filter(code=VILLAGE).update(until=date(2026, 1, 1))
    queries.forget()
    assert queries.named(name, within=COUNTY) == []
    assert queries.division(SYSTEM, VILLAGE, on=TODAY).until == date(2026, 1, 1)
    assert queries.name_of(VILLAGE) == name


BOWTIE = {"type": "Polygon", "coordinates": [[[0, 0], [2, 2], [2, 0], [0, 2], [0, 0]]]}


@pytest.mark.parametrize(
    ("geometry", "code"),
    [
        (BOWTIE, "crossing"),
        ({"type": "MultiPolygon", "coordinates": [BOWTIE["coordinates"]]}, "crossing"),
        ({"type": "Point", "coordinates": [0, 0]}, "shape"),
        ({"type": "Polygon"}, "shape"),
        ({"type": "Polygon", "coordinates": []}, "shape"),
        ({}, "shape"),
    ],
)
def test_an_outline_that_bounds_no_area_has_its_sentence(geometry: Any, code: str) -> None:
    with pytest.raises(outlines.BadOutline) as bad:
        outlines.checked(geometry, "某县")
    assert (bad.value.code, "某县" in bad.value.message) == (code, True)
    if code == "crossing":
        assert "（1 1）" in bad.value.message  # where the lines cross


def test_a_point_is_so_far_outside_its_county(linze: str) -> None:
    assert queries.outside_m(COUNTY, (100.16, 39.15), on=TODAY) == 0
    assert 500_000 < queries.outside_m(COUNTY, (125.0, 30.0), on=TODAY) < 5_000_000
    assert queries.outside_m("990000", (125.0, 30.0), on=TODAY) == 0  # no outline is known
