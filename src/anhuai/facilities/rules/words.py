"""The words for what a facility is: its wing, owner, status, tier, beds and works."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Final


class Titled(StrEnum):
    """A code with a Chinese and an English title."""

    title_zh: str
    title_en: str

    def __new__(cls, code: str, title_zh: str = "", title_en: str = "") -> "Titled":
        """Make one member from its code and titles."""
        member = str.__new__(cls, code)
        member._value_ = code
        member.title_zh = title_zh
        member.title_en = title_en
        return member


class Group(Titled):
    """The wing of public services a kind of facility belongs to."""

    ELDERLY_RESIDENTIAL = "elderly_residential", "机构养老", "Residential elderly care"
    ELDERLY_COMMUNITY = "elderly_community", "居家社区养老", "Community elderly care"
    CHILDCARE = "childcare", "托育", "Childcare"
    CHILDREN = "children", "儿童福利与保护", "Child welfare and protection"
    SOCIAL_WORK = "social_work", "社会工作", "Social work"
    EDUCATION = "education", "教育培训", "Education and training"
    COMMUNITY = "community", "社区服务", "Community services"


class Ownership(Titled):
    """Who owns and who runs a facility."""

    PUBLIC = "public", "公办", "Public"
    PUBLIC_BUILT_PRIVATELY_RUN = "public_built_privately_run", "公建民营", "Public, privately run"
    PRIVATE = "private", "民办", "Private"

    @property
    def is_socially_operated(self) -> bool:
        """Whether a body other than the state runs it (社会力量运营)."""
        return self is not Ownership.PUBLIC


class BodyKind(Titled):
    """What an organisation is that runs facilities or acts for the state."""

    DEPARTMENT = "department", "部门", "Department"
    INSTITUTION = "institution", "机构法人", "Institution"
    PROVIDER = "provider", "服务商", "Provider"


class Status(Titled):
    """Where a facility stands in its life."""

    PLANNED = "planned", "规划", "Planned"
    BUILDING = "building", "在建", "Under construction"
    OPERATING = "operating", "运营", "Operating"
    SUSPENDED = "suspended", "停业整改", "Suspended"
    CLOSED = "closed", "注销", "Closed"


# Nothing follows "closed": a facility comes back by `reopen_facility`, which also restores what the
# closing ended.
TRANSITIONS: Final[Mapping[Status, frozenset[Status]]] = MappingProxyType(
    {
        Status.PLANNED: frozenset({Status.BUILDING, Status.OPERATING, Status.CLOSED}),
        Status.BUILDING: frozenset({Status.OPERATING, Status.CLOSED}),
        Status.OPERATING: frozenset({Status.SUSPENDED, Status.CLOSED}),
        Status.SUSPENDED: frozenset({Status.OPERATING, Status.CLOSED}),
        Status.CLOSED: frozenset(),
    }
)


class Tier(Titled):
    """Whether a 敬老院 serves the whole county or one town."""

    COUNTY = "county", "县级", "County"
    TOWN = "town", "乡镇级", "Town"


class BedUse(StrEnum):
    """What the beds of a kind are for."""

    NONE = "none"
    DAY = "day"
    RESIDENTIAL = "residential"


class WorksKind(Titled):
    """What building works did."""

    NEW = "new", "新建", "New building"
    REBUILT = "rebuilt", "改建", "Rebuilding"
    EXTENSION = "extension", "扩建", "Extension"
    RENOVATION = "renovation", "改造提升", "Renovation"
    ADAPTATION = "adaptation", "适老化改造", "Age-friendly adaptation"
