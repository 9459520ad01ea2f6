"""Taking in a shipped county: divisions, outlines, figures."""

import csv
import json
import tomllib
from collections.abc import Mapping, Sequence
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

from django.utils.translation import gettext_lazy as _

from anhuai.kernel.confidence import Confidence
from anhuai.kernel.divisions import Level, TownKind, is_urban_committee, level_of, town_kind
from anhuai.places.actions.edition import divisions_changed
from anhuai.places.models import Boundary, Division, PopulationFigure
from anhuai.places.rules import (
    UNKNOWN_START,
    Definition,
    OutlineBasis,
    PopulationMeasure,
    short_name,
)
from anhuai.platform.acting import Actor, action
from anhuai.platform.permits import Permit
from anhuai.platform.searching import pinyin

COUNTIES = "anhuai.counties"
SURVEYED = "OpenStreetMap 贡献者（ODbL），经 mapchina 整理，WGS-84"
SCHEMATIC = "按驻地就近划分的示意，非行政界线"


def _folder(county: str) -> Traversable:
    return files(COUNTIES) / county


def county_facts(county: str) -> Mapping[str, Any]:
    """Return what counties/<county>/county.toml states."""
    return tomllib.loads((_folder(county) / "county.toml").read_text(encoding="utf-8"))


@action(permit=Permit.PLACES_MANAGE, title=_("载入县区资料"), logs=("county",), subject="division")
def load_county(actor: Actor, *, county: str) -> int:
    """Take in a shipped county: divisions, outlines, figures; again changes nothing.

    Returns how many divisions were new.
    """
    del actor
    facts = county_facts(county)
    text = (_folder(county) / "divisions.csv").read_text(encoding="utf-8")
    rows = [dict(row) for row in csv.DictReader(text.splitlines())]
    above = [{"code": code, "name": name} for code, name in facts["ancestors"]]
    if all(row["code"] != facts["code"] for row in rows):
        above.append({"code": facts["code"], "name": facts["name"]})
    wanted = [*above, *rows]
    held = Division.objects.filter(code__in=[row["code"] for row in wanted])
    known = set(held.values_list("code", flat=True))
    new = [_division(row, facts["code_system"]) for row in wanted if row["code"] not in known]
    Division.objects.bulk_create(new, batch_size=500)
    _load_outlines(county)
    for figure in facts.get("figures", []):
        _keep_figure(figure)
    divisions_changed()
    return len(new)


def _division(row: Mapping[str, str], code_system: str) -> Division:
    code, name = row["code"], row["name"]
    level = level_of(code)
    return Division(
        code=code,
        name=name,
        short_name=short_name(name),
        pinyin=pinyin(name)[:160],
        level=level,
        code_system=code_system,
        is_urban=is_urban_committee(code) if level is Level.VILLAGE else None,
        longitude=float(row["longitude"]) if row.get("longitude") else None,
        latitude=float(row["latitude"]) if row.get("latitude") else None,
        since=UNKNOWN_START,
    )


def _load_outlines(county: str) -> None:
    source = _folder(county) / "boundary.geojson"
    if not source.is_file():
        return
    from anhuai.places.engine import outlines

    for feature in json.loads(source.read_text(encoding="utf-8"))["features"]:
        code = feature["properties"]["code"]
        outlines.checked(feature["geometry"], code)
        _keep_outline(code, feature["geometry"], OutlineBasis.SURVEYED, SURVEYED)
        towns = Division.objects.filter(code__startswith=code, level=Level.TOWN).order_by("code")
        _draw_towns(feature["geometry"], list(towns))


def _towns_first(code: str) -> tuple[bool, str]:
    return town_kind(code) is TownKind.SPECIAL, code


def _draw_towns(geometry: Mapping[str, Any], towns: Sequence[Division]) -> None:
    from anhuai.places.engine import outlines  # here: shapely costs every start 0.3 s

    if not towns:
        return
    outline = outlines.parse(geometry)
    known = {t.code: (t.longitude, t.latitude) for t in towns if t.longitude and t.latitude}
    inside = {c: at for c, at in known.items() if outlines.holds(outline, at)}
    # Towns first, so that they spread over the county and the small units fill the gaps.
    ordered = sorted((t.code for t in towns), key=_towns_first)
    seats = outlines.place_missing(outline, ordered, inside)
    special = {code for code in seats if town_kind(code) is TownKind.SPECIAL}
    drawn = outlines.draw(
        outline,
        {code: at for code, at in seats.items() if code not in special},
        {code: at for code, at in seats.items() if code in special},
    )
    for code, shape in drawn.items():
        _keep_outline(code, shape, OutlineBasis.SCHEMATIC, SCHEMATIC)


def _keep_outline(code: str, geometry: Mapping[str, Any], basis: OutlineBasis, source: str) -> None:
    from anhuai.places.engine import outlines

    west, south, east, north = outlines.parse(geometry).bounds
    Boundary.objects.update_or_create(
        code=code,
        defaults={
            "geometry": geometry, "basis": basis.value, "source": source,
            "west": west, "south": south, "east": east, "north": north,
        },
    )  # fmt: skip


def _keep_figure(figure: Mapping[str, Any]) -> None:
    PopulationFigure.objects.update_or_create(
        code=figure["code"],
        measure=PopulationMeasure(figure["measure"]).value,
        definition=Definition(figure["definition"]).value,
        on=figure["on"],
        source=figure["source"],
        defaults={"value": figure["value"], "confidence": Confidence(figure["confidence"]).value},
    )
