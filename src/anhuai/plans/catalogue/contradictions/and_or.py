"""A condition of two thresholds that leaves and or or open."""

import re
from collections.abc import Iterator

from anhuai.plans.rules.checking import Check, Conflict, Sample, Severity
from anhuai.plans.rules.drafts import Place, Reading

_BOTH = re.compile(
    r"[^，,。；;、\n]{2,16}达到\s*\d+[人户张个名]、[^，,。；;、\n]{2,16}达到\s*\d+[人户张个名]的"
)


def find(reading: Reading) -> Iterator[Conflict]:
    """Two thresholds joined by 、 before the thing they decide."""
    for match in _BOTH.finditer(reading.text):
        yield Conflict(
            places=(Place(match.start(), match.end()),),
            arithmetic=f"“{match[0]}”：两个条件之间的顿号没有说明是“并且”还是“或者”",
            question="两个条件须同时满足，还是满足其一即可？",
        )


definition = Check(
    title="条件之间“且”“或”不明",
    title_en="And or or left open",
    says="两个门槛之间只用顿号，适用范围不确定",
    says_en="Two thresholds joined by a mark that leaves open whether both or either are meant",
    severity=Severity.LOW,
    find=find,
    examples=(
        Sample("撤并前儿童总数达到600人、留守儿童达到20人的村保留活动阵地。", 1),
        Sample("撤并前儿童总数达到600人且留守儿童达到20人的村保留活动阵地。", 0),
    ),
)
