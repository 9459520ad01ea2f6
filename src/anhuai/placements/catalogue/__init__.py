"""What the placements room knows by definition: who comes first."""

from collections.abc import Mapping
from typing import Final

from anhuai.kernel.catalogue import load
from anhuai.placements.rules.priority import Priority

PRIORITIES: Final[Mapping[str, Priority]] = load("anhuai.placements.catalogue.priorities", Priority)
