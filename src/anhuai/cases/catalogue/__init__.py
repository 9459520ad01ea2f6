"""What the cases room knows by definition: kinds of cases, parts of a day of duty, skills."""

from collections.abc import Mapping
from typing import Final

from anhuai.cases.rules import CaseKind, ShiftKind, SkillKind
from anhuai.kernel.catalogue import load

KINDS: Final[Mapping[str, CaseKind]] = load("anhuai.cases.catalogue.kinds", CaseKind)
SHIFTS: Final[Mapping[str, ShiftKind]] = load("anhuai.cases.catalogue.shifts", ShiftKind)
SKILLS: Final[Mapping[str, SkillKind]] = load("anhuai.cases.catalogue.skills", SkillKind)
