"""Visits, what is asked at the door, services that are ordered, anomalies: one file each."""

from collections.abc import Mapping
from typing import Final

from anhuai.kernel.catalogue import load
from anhuai.services.rules.anomalies import Anomaly
from anhuai.services.rules.care import Care
from anhuai.services.rules.checks import Check
from anhuai.services.rules.tiers import Chore, Tier

TIERS: Final[Mapping[str, Tier]] = load("anhuai.services.catalogue.tiers", Tier)
CHECKS: Final[Mapping[str, Check]] = load("anhuai.services.catalogue.checks", Check)
ANOMALIES: Final[Mapping[str, Anomaly]] = load("anhuai.services.catalogue.anomalies", Anomaly)
CARE: Final[Mapping[str, Care]] = load("anhuai.services.catalogue.care", Care)
CHORES: Final[Mapping[str, Chore]] = {
    chore.code: chore for tier in TIERS.values() for chore in tier.chores
}
"""What is done at houses, by code, of every tier."""
