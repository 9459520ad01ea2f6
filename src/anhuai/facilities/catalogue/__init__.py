"""What the facilities room knows by definition: kinds, marks and services."""

from collections.abc import Mapping
from typing import Final

from anhuai.facilities.rules import FacilityKind, Group, MarkKind, ServiceKind
from anhuai.kernel.catalogue import load
from anhuai.kernel.layouts import Layout

KINDS: Final[Mapping[str, FacilityKind]] = load("anhuai.facilities.catalogue.kinds", FacilityKind)
MARKS: Final[Mapping[str, MarkKind]] = load("anhuai.facilities.catalogue.marks", MarkKind)
SERVICES: Final[Mapping[str, ServiceKind]] = load(
    "anhuai.facilities.catalogue.services", ServiceKind
)
LAYOUTS: Final[Mapping[str, Layout]] = load("anhuai.facilities.catalogue.layouts", Layout)


def kinds_of(group: Group | str) -> tuple[str, ...]:
    """Return the codes of the kinds of one wing."""
    return tuple(code for code, kind in KINDS.items() if kind.group == group)
