"""Every formula by which money is shared out by scores: one file each, its name is its code."""

from collections.abc import Mapping
from typing import Final

from anhuai.kernel.catalogue import load
from anhuai.plans.rules.allotting import Allotment

ALLOTMENTS: Final[Mapping[str, Allotment]] = load(__name__, Allotment)
"""No text at hand prescribes one: each is the product's own and says so where it is used."""
