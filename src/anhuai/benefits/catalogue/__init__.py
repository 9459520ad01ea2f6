"""Every benefit: one definition a file, its name is the code; stacking tables and lists beside."""

from collections.abc import Mapping
from typing import Final

from anhuai.benefits.rules.definition import Benefit
from anhuai.benefits.rules.lists import ServiceList
from anhuai.benefits.rules.parameters import Parameter
from anhuai.benefits.rules.stacking import StackingTable
from anhuai.kernel.catalogue import load

BENEFITS: Final[Mapping[str, Benefit]] = load(__name__, Benefit)
STACKING: Final[Mapping[str, StackingTable]] = load(f"{__name__}.stacking", StackingTable)
LISTS: Final[Mapping[str, ServiceList]] = load(f"{__name__}.lists", ServiceList)
PARAMETERS: Final[Mapping[str, Parameter]] = {
    one.code: one for benefit in BENEFITS.values() for one in benefit.parameters
}
"""Every parameter any benefit depends on, by code."""
