"""Every scheme by which work on tasks is scored: one file a scheme, its file's name is its code."""

from collections.abc import Mapping
from typing import Final

from anhuai.kernel.catalogue import load
from anhuai.plans.rules.supervising import Scheme

SCHEMES: Final[Mapping[str, Scheme]] = load(__name__, Scheme)
