"""What the response room knows by definition: types of devices, chains of escalation."""

from collections.abc import Mapping
from typing import Final

from anhuai.kernel.catalogue import load
from anhuai.response.rules import Chain, DeviceKind
from anhuai.response.rules.telemetry import Rule

DEVICES: Final[Mapping[str, DeviceKind]] = load("anhuai.response.catalogue.devices", DeviceKind)
CHAINS: Final[Mapping[str, Chain]] = load("anhuai.response.catalogue.chains", Chain)
RULES: Final[Mapping[str, Rule]] = load("anhuai.response.catalogue.telemetry", Rule)


def chain_for(severity: int) -> Chain:
    """Return the chain of alarms of a severity; every severity has one (a test holds it)."""
    return next(one for one in CHAINS.values() if severity in one.severities)
