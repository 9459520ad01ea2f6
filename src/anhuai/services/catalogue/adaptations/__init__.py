"""What may be done in a home, one part of it a file: 7 basic works and 23 optional ones."""

from datetime import date
from typing import Final

from anhuai.kernel.confidence import Basis, Confidence

LIST: Final = Basis(
    document="关于加快实施老年人居家适老化改造工程的指导意见",
    article="附件：居家适老化改造项目和老年用品配置推荐清单",
    date=date(2020, 7, 10),
    confidence=Confidence.B,
    note="民发〔2020〕86号；7 项基础项目依报道转引，可选项目的名称待与原文核对",
)
