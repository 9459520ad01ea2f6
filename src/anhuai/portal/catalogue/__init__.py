"""Every data set that can be published, one file each; the file's name is its code."""

from collections.abc import Mapping
from typing import Final

from anhuai.kernel.catalogue import load
from anhuai.portal.rules import DataSet

DATA_SETS: Final[Mapping[str, DataSet]] = load(__name__, DataSet)
