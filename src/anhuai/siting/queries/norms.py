"""Which norm of elder-care premises holds where: the county's own, else the common practice."""

import tomllib
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Any

from anhuai.kernel.confidence import Basis, Confidence
from anhuai.platform import parameters
from anhuai.siting.catalogue import NORMS
from anhuai.siting.rules import Applies, AreaBasis, Norm, Stated

RATES: Mapping[Applies, str] = {
    Applies.NEW: "siting.norm_new_m2", Applies.EXISTING: "siting.norm_existing_m2",
}  # fmt: skip
"""The county's settings of square metres for each 100 households; 0 leaves the norm as shipped."""


@cache
def _shipped() -> tuple[Mapping[str, tuple[Norm, ...]], Mapping[str, Stated]]:
    """Return by division code the norms and the stated shortfall its folder ships."""
    norms: dict[str, tuple[Norm, ...]] = {}
    stated: dict[str, Stated] = {}
    for folder in files("anhuai.counties").iterdir():
        document = folder / "norms.toml"
        if not document.is_file():
            continue
        code = tomllib.loads((folder / "county.toml").read_text(encoding="utf-8"))["code"]
        given = tomllib.loads(document.read_text(encoding="utf-8"))
        norms[code] = tuple(_norm(row) for row in given["norms"])
        if "stated" in given:
            stated[code] = _stated(given["stated"])
    return norms, stated


def _source(row: Mapping[str, Any]) -> Basis:
    return Basis(
        document=row["document"], confidence=Confidence(row["confidence"]),
        note=row.get("note", ""),
    )  # fmt: skip


def _decimal(row: Mapping[str, Any], name: str) -> Decimal | None:
    return Decimal(row[name]) if name in row else None


def _norm(row: Mapping[str, Any]) -> Norm:
    return Norm(
        title=row["title"], title_en=row["title_en"], applies=Applies(row["applies"]),
        area=AreaBasis(row["area"]), rate=Decimal(row["rate"]), upto=_decimal(row, "upto"),
        least_m2=_decimal(row, "least_m2"), basis=_source(row),
    )  # fmt: skip


def _stated(row: Mapping[str, Any]) -> Stated:
    return Stated(Decimal(row["shortfall_m2"]), row.get("people"), row["on"], _source(row))


def norm_for(division: str, applies: Applies, *, on: date) -> Norm:
    """Return the norm in force for the homes of a county, or of the prefecture it lies in.

    A rate the county set for itself in the app takes the place of the shipped one.
    """
    found = next(one for one in NORMS.values() if one.applies is applies)
    for width in (4, 6):
        for one in _shipped()[0].get(division[:width], ()):
            if one.applies is applies:
                found = one
    own = parameters.value(RATES[applies], on=on)
    return replace(found, rate=Decimal(own), upto=None) if own else found


def stated_for(division: str) -> Stated | None:
    """Return the shortfall the county's own plan states in one figure, if it states one."""
    return _shipped()[1].get(division[:6])
