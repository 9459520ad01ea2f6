"""What the cases room knows by definition: kinds of cases."""

from collections.abc import Mapping
from typing import Final

from anhuai.cases.rules import CaseKind
from anhuai.kernel.catalogue import load

KINDS: Final[Mapping[str, CaseKind]] = load("anhuai.cases.catalogue.kinds", CaseKind)
