"""The scales by which people are assessed, each in one version; never converted into each other."""

from collections.abc import Mapping
from typing import Final

from anhuai.assessments.rules.scales import Scale
from anhuai.kernel.catalogue import load

SCALES: Final[Mapping[str, Scale]] = load("anhuai.assessments.catalogue", Scale)
