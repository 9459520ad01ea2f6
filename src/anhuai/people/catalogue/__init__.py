"""Every circumstance of a person or family: one definition a file, the file's name is its code."""

from collections.abc import Mapping
from typing import Final

from anhuai.kernel.catalogue import load
from anhuai.kernel.layouts import Layout
from anhuai.people.rules.circumstances import CircumstanceKind

KINDS: Final[Mapping[str, CircumstanceKind]] = load(__name__, CircumstanceKind)
LAYOUTS: Final[Mapping[str, Layout]] = load(f"{__name__}.layouts", Layout)
