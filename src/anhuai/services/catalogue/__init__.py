"""What the services room defines, one file each: tiers and checks of visits, care, anomalies …"""

from collections.abc import Mapping
from typing import Final

from anhuai.kernel.catalogue import load
from anhuai.services.rules.adaptation import Part, Work
from anhuai.services.rules.anomalies import Anomaly
from anhuai.services.rules.care import Care
from anhuai.services.rules.checks import Check
from anhuai.services.rules.family_beds import CareItem
from anhuai.services.rules.tiers import Chore, Tier

TIERS: Final[Mapping[str, Tier]] = load("anhuai.services.catalogue.tiers", Tier)
CHECKS: Final[Mapping[str, Check]] = load("anhuai.services.catalogue.checks", Check)
CARE: Final[Mapping[str, Care]] = load("anhuai.services.catalogue.care", Care)
ANOMALIES: Final[Mapping[str, Anomaly]] = load("anhuai.services.catalogue.anomalies", Anomaly)
CHORES: Final[Mapping[str, Chore]] = {
    chore.code: chore for tier in TIERS.values() for chore in tier.chores
}
"""What is done at houses, by code, of every tier."""
PARTS: Final[Mapping[str, Part]] = load("anhuai.services.catalogue.adaptations", Part)
WORKS: Final[Mapping[str, Work]] = {
    work.code: work for part in PARTS.values() for work in part.works
}
"""What may be done in a home, by code, of every part of it."""
BED_CARE: Final[Mapping[str, CareItem]] = load("anhuai.services.catalogue.bed_care", CareItem)
BED_SURVEY: Final[Mapping[str, Check]] = load("anhuai.services.catalogue.bed_survey", Check)
BED_CHECKS: Final[Mapping[str, Check]] = load("anhuai.services.catalogue.bed_checks", Check)
