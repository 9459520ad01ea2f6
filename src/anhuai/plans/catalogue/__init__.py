"""Every indicator the plans use: one definition a file, the file's name is its key."""

from collections.abc import Mapping
from typing import Final

from anhuai.kernel.catalogue import load
from anhuai.plans.rules import Indicator

INDICATORS: Final[Mapping[str, Indicator]] = load(__name__, Indicator)
