"""分别 with a single value: something has dropped out."""

import re
from collections.abc import Iterator

from anhuai.plans.rules.checking import Check, Conflict, Sample, Severity
from anhuai.plans.rules.drafts import Place, Reading

_ONE = re.compile(
    r"[^，,。；;\n]{2,40}分别(?:达到|为|达|不低于|提高到)\s*\d+(?:\.\d+)?[%％](?:以上)?"
    r"(?=[，,。；;\n])"
)


def find(reading: Reading) -> Iterator[Conflict]:
    """Sentences that say 分别 and give one figure."""
    for match in _ONE.finditer(reading.text):
        yield Conflict(
            places=(Place(match.start(), match.end()),),
            arithmetic=f"“{match[0]}”：写“分别”而只有一个数值",
            question="“分别”后缺少的数值是多少？",
        )


definition = Check(
    title="“分别”只有一个数值",
    title_en="“Respectively” with one value",
    says="“分别达到”后应有两个以上数值；只有一个时，另一个对象及其数值可能漏写",
    says_en=(
        "“Respectively” calls for two values; with one, a subject and its figure may have "
        "dropped out"
    ),
    severity=Severity.MEDIUM,
    find=find,
    examples=(
        Sample(
            "到2025年底，农村社区综合服务设施覆盖率分别达到80%，城乡平台覆盖率分别达到90%和80%。", 1
        ),
        Sample("城市、农村社区综合服务设施覆盖率分别达到100%、80%。", 0),
    ),
)
