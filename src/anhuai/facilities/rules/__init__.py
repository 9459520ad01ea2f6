"""What a facility is, what the law and the norms ask of its kind, and how beds are named."""

from anhuai.facilities.rules.beds import BadLabels, parse_labels
from anhuai.facilities.rules.childcare import (
    CHILDREN_PER_CARER,
    CLASS_SIZE,
    ChildcareClass,
    ClassPlaces,
    carers_required,
    class_findings,
)
from anhuai.facilities.rules.facts import BodyFacts, FacilityFacts, WorksFacts
from anhuai.facilities.rules.kinds import (
    Example,
    FacilityKind,
    Finding,
    Limit,
    MarkKind,
    Measure,
    ServiceKind,
    findings,
)
from anhuai.facilities.rules.licences import LICENCES, LicenceKind, LicenceState, licence_state
from anhuai.facilities.rules.words import (
    TRANSITIONS,
    BedUse,
    BodyKind,
    Group,
    Ownership,
    Status,
    Tier,
    Titled,
    WorksKind,
)

__all__ = [
    "CHILDREN_PER_CARER",
    "CLASS_SIZE",
    "LICENCES",
    "TRANSITIONS",
    "BadLabels",
    "BedUse",
    "BodyFacts",
    "BodyKind",
    "ChildcareClass",
    "ClassPlaces",
    "Example",
    "FacilityFacts",
    "FacilityKind",
    "Finding",
    "Group",
    "LicenceKind",
    "LicenceState",
    "Limit",
    "MarkKind",
    "Measure",
    "Ownership",
    "ServiceKind",
    "Status",
    "Tier",
    "Titled",
    "WorksFacts",
    "WorksKind",
    "carers_required",
    "class_findings",
    "findings",
    "licence_state",
    "parse_labels",
]
