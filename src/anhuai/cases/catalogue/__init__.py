"""What the cases room knows by definition: kinds of cases, parts of a day of duty."""

from collections.abc import Mapping
from typing import Final

from anhuai.cases.rules import CaseKind, ShiftKind
from anhuai.kernel.catalogue import load

KINDS: Final[Mapping[str, CaseKind]] = load("anhuai.cases.catalogue.kinds", CaseKind)
SHIFTS: Final[Mapping[str, ShiftKind]] = load("anhuai.cases.catalogue.shifts", ShiftKind)
