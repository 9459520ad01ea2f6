"""The ages several circumstances share, and what each rests on."""

from datetime import date
from typing import Final

from anhuai.kernel.confidence import Basis, Confidence
from anhuai.people.rules.circumstances import AgeLimit

ELDER: Final = AgeLimit(
    age=60,
    basis=Basis(
        document="中华人民共和国老年人权益保障法",
        article="第二条",
        date=date(2018, 12, 29),
        confidence=Confidence.A,
    ),
)
MINOR: Final = AgeLimit(
    age=18,
    basis=Basis(document="", confidence=Confidence.C, note="未成年人未满 18 周岁；原文待核"),
)
LEFT_BEHIND: Final = AgeLimit(
    age=16,
    basis=Basis(
        document="国务院关于加强农村留守儿童关爱保护工作的意见",
        article="国发〔2016〕13号",
        confidence=Confidence.B,
    ),
)
