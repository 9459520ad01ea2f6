"""Every check of a plan's own text: one file a check, its file's name is its code."""

from collections.abc import Mapping
from typing import Final

from anhuai.kernel.catalogue import load
from anhuai.plans.rules.checking import Check

CHECKS: Final[Mapping[str, Check]] = load(__name__, Check)
