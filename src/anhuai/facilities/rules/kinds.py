"""What a definition of the catalogue says, and what a facility lacks by it."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType

from anhuai.facilities.rules.licences import LICENCES
from anhuai.facilities.rules.words import BedUse, Group
from anhuai.kernel.confidence import Basis


class Measure(StrEnum):
    """What a limit counts."""

    BEDS = "beds"
    CHILDREN = "children"
    BUILDING_AREA = "building_area"


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """A number a document sets for a kind of facility, at least or at most; both inclusive."""

    measure: Measure
    at_least: int | None = None
    at_most: int | None = None
    says: str
    says_en: str
    basis: Basis

    def holds(self, value: Decimal | int) -> bool:
        """Whether the value keeps the limit."""
        return (self.at_least is None or value >= self.at_least) and (
            self.at_most is None or value <= self.at_most
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A worked example of a kind: what a facility has and which findings that gives."""

    says: str
    beds: int = 0
    children: int = 0
    building_area: int | None = None
    licences: tuple[str, ...] = ()
    finds: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FacilityKind:
    """A kind of facility: its wing, what it has, what it must hold, and by which document."""

    title: str
    title_en: str
    group: Group
    basis: Basis
    beds: BedUse = BedUse.NONE
    has_places: bool = False
    has_services: bool = False
    has_tier: bool = False
    licences: tuple[str, ...] = ()
    limits: tuple[Limit, ...] = ()
    examples: tuple[Example, ...]

    @property
    def has_beds(self) -> bool:
        """Whether facilities of the kind may have beds."""
        return self.beds is not BedUse.NONE


@dataclass(frozen=True, slots=True)
class Finding:
    """Something a facility lacks or exceeds, with the document that asks for it."""

    code: str
    says: str
    says_en: str
    basis: Basis


def findings(
    kind: FacilityKind,
    *,
    beds: int = 0,
    children: int = 0,
    building_area: Decimal | int | None = None,
    licences: Collection[str] = (),
) -> list[Finding]:
    """Return what an operating facility lacks or exceeds; an unknown area finds nothing."""
    values = {
        Measure.BEDS: beds, Measure.CHILDREN: children, Measure.BUILDING_AREA: building_area,
    }  # fmt: skip
    found = []
    for limit in kind.limits:
        value = values[limit.measure]
        if value is not None and not limit.holds(value):
            found.append(Finding(limit.measure, limit.says, limit.says_en, limit.basis))
    for code in kind.licences:
        if code not in licences:
            wanted = LICENCES[code]
            found.append(
                Finding(
                    f"licence:{code}",
                    f"没有有效的{wanted.title}",
                    f"No valid licence: {wanted.title_en}",
                    wanted.basis,
                )
            )
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkKind:
    """A dated quality or status of a facility; `grades` empty means it is held or not.

    `examples` pairs a grade with whether it is one of the mark's.
    """

    title: str
    title_en: str
    groups: tuple[Group, ...]
    grades: Mapping[str, tuple[str, str]] = field(default_factory=lambda: MappingProxyType({}))
    basis: Basis
    examples: tuple[tuple[str, bool], ...]

    def fits(self, grade: str) -> bool:
        """Whether the mark is given with this grade ("" where it has none)."""
        return grade in self.grades if self.grades else not grade


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceKind:
    """A service facilities offer; `is_aid` marks the six aids (六助).

    `examples` pairs a group of facilities with whether its facilities may offer the service.
    """

    title: str
    title_en: str
    groups: tuple[Group, ...]
    is_aid: bool = False
    basis: Basis
    examples: tuple[tuple[Group, bool], ...]
