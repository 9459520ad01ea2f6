"""Figures a scanner has spoilt: never to be taken without a look at the paper."""

import re
from collections.abc import Iterator

from anhuai.plans.rules.checking import Check, Conflict, Sample, Severity
from anhuai.plans.rules.drafts import Place, Reading

_NOISE = re.compile(
    r"(?<![A-Za-z0-9])(?=[0-9]{0,11}[IlOo])[0-9IlOo]{3,12}(?=[户人个家所处张座名%％万])|\d{1,9}虹|\d{1,9}%[oO0](?!\d)"
)


def find(reading: Reading) -> Iterator[Conflict]:
    """Digits written as letters, and percent signs as other signs."""
    for match in _NOISE.finditer(reading.text):
        yield Conflict(
            places=(Place(match.start(), match.end()),),
            arithmetic=f"“{match[0]}”不是数字，像是扫描时认错的",
            question=f"原件中“{match[0]}”处的数字是多少？",
        )


definition = Check(
    title="数字疑似扫描错误",
    title_en="Figures spoilt by scanning",
    says="数字中夹有字母或异样符号，须对照原件",
    says_en="A figure has letters or odd signs in it: compare it with the paper",
    severity=Severity.MEDIUM,
    find=find,
    examples=(
        Sample("累计完成IooO户，覆盖率达100虹，知识普及率达90%o。", 3),
        Sample("累计完成1000户，覆盖率达100%，知识普及率达90%。", 0),
    ),
)
