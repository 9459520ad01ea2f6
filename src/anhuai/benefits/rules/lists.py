"""A published list of basic services: what it promises to whom, and the benefits that keep it."""

from dataclasses import dataclass
from enum import StrEnum

from anhuai.kernel.confidence import Basis
from anhuai.kernel.divisions import NATION
from anhuai.kernel.months import Month


class ServiceType(StrEnum):
    """The three kinds of service of the national list; which an item is, is the list's to say."""

    MATERIAL = "material_aid"
    CARE = "care_service"
    CONCERN = "concern_service"

    @property
    def label(self) -> str:
        """Its name in Chinese."""
        return _TYPES[self][0]

    @property
    def label_en(self) -> str:
        """Its name in English."""
        return _TYPES[self][1]


_TYPES = {
    ServiceType.MATERIAL: ("物质帮助", "Material help"),
    ServiceType.CARE: ("照护服务", "Care service"),
    ServiceType.CONCERN: ("关爱服务", "Concern"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ListItem:
    """One item: its number, for whom, its title, its type, and the benefits that keep it."""

    number: int
    recipients: str
    recipients_en: str
    title: str
    title_en: str
    type: ServiceType
    benefits: tuple[str, ...]
    basis: Basis


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceList:
    """A list as published for a place; a lower place adds to it and never takes away."""

    title: str
    title_en: str
    place: str = NATION
    since: Month
    items: tuple[ListItem, ...]

    def __post_init__(self) -> None:
        numbers = [one.number for one in self.items]
        if numbers != list(range(1, len(numbers) + 1)):
            raise ValueError(f"{self.title_en}: items are numbered from 1 without a gap")
        for one in self.items:
            if not one.benefits:
                raise ValueError(f"{self.title_en}: item {one.number} names no benefit")
