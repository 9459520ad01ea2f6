"""What the childcare room knows by definition: kinds of classes, groups taken first."""

from collections.abc import Mapping
from typing import Final

from anhuai.childcare.rules.classes import ClassKind
from anhuai.childcare.rules.ranking import Priority
from anhuai.kernel.catalogue import load

CLASSES: Final[Mapping[str, ClassKind]] = load("anhuai.childcare.catalogue.classes", ClassKind)
PRIORITIES: Final[Mapping[str, Priority]] = load("anhuai.childcare.catalogue.priorities", Priority)
OWN: Final = tuple(one for one in CLASSES.values() if one.ratio is not None)
"""The kinds with a ratio of their own: what a mixed class is measured by."""
