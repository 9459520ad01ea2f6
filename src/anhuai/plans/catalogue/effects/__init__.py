"""What finished projects add to indicators: one file a kind of works, its name is its code."""

from collections.abc import Mapping
from typing import Final

from anhuai.kernel.catalogue import load
from anhuai.plans.rules.effects import Effect

EFFECTS: Final[Mapping[str, Effect]] = load(__name__, Effect)
