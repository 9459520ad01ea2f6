"""The published facts a demo county must reproduce, each with the section it was read from."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from importlib.resources import files
from typing import Any


class Basis(StrEnum):
    """What a figure rests on."""

    PUBLISHED = "published"
    DERIVED = "derived"
    ESTIMATED = "estimated"
    INVENTED = "invented"


@dataclass(frozen=True, slots=True)
class Fact:
    """One figure that holds on the demo's day, and where it comes from."""

    value: float
    basis: Basis
    source: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Facts:
    """All figures of one demo county, and the facility stock they are spread over."""

    county: str
    code: str
    name: str
    name_en: str
    figures: Mapping[str, Fact] = field(repr=False)
    stock: Mapping[str, Any] = field(repr=False)

    def __getitem__(self, key: str) -> int:
        """Return a whole figure; 0 where the county's documents say nothing."""
        return int(self.figures[key].value) if key in self.figures else 0

    def share(self, key: str) -> float:
        """Return a percentage as a fraction; 0.0 where none is stated."""
        return self.figures[key].value / 100 if key in self.figures else 0.0


def facts_of(county: str) -> Facts:
    """Read `counties/<county>/demo.toml`."""
    text = files("anhuai.counties").joinpath(county, "demo.toml").read_text("utf-8")
    given = tomllib.loads(text)
    figures = {
        key: Fact(
            value=row["value"],
            basis=Basis(row["basis"]),
            source=row["source"],
            note=row.get("note", ""),
        )
        for key, row in given["facts"].items()
    }
    return Facts(
        county=county,
        code=given["code"],
        name=given["name"],
        name_en=given["name_en"],
        figures=figures,
        stock=given.get("stock", {}),
    )
