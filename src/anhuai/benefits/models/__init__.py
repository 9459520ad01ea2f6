"""The room's tables: applications, standards, declared facts, decisions, findings."""

from anhuai.benefits.models.applications import Application, ApplicationStep, Photo
from anhuai.benefits.models.deciding import (
    Declared,
    Entitlement,
    Finding,
    Reasons,
    Run,
    StandardChange,
)
from anhuai.benefits.models.institutions import InstitutionDue
from anhuai.benefits.models.monitoring import Visit
from anhuai.benefits.models.restating import Restatement

__all__ = [
    "Application",
    "ApplicationStep",
    "Declared",
    "Entitlement",
    "Finding",
    "InstitutionDue",
    "Photo",
    "Reasons",
    "Restatement",
    "Run",
    "StandardChange",
    "Visit",
]
