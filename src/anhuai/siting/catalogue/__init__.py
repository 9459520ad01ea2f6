"""Norms of elder-care premises: the national practice, one definition a file."""

from collections.abc import Mapping
from typing import Final

from anhuai.kernel.catalogue import load
from anhuai.siting.rules import Norm

NORMS: Final[Mapping[str, Norm]] = load("anhuai.siting.catalogue.norms", Norm)
