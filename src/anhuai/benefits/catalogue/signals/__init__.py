"""Early-warning signals of the low-income population: one a file; the file's name is its code."""

from collections.abc import Mapping
from typing import Final

from anhuai.benefits.rules.signals import Signal
from anhuai.kernel.catalogue import load
from anhuai.kernel.confidence import Basis, Confidence

OFFICE: Final = Basis(
    document="国办发〔2023〕39号（低收入人口动态监测）", confidence=Confidence.B,
    note="监测预警的情形；期间和比例为本平台的操作口径，可按当地规定调整",
)  # fmt: skip
SIGNALS: Final[Mapping[str, Signal]] = load(__name__, Signal)
