"""Area norms on land where others are on buildings, or both in one document."""

import re
from collections.abc import Iterator

from anhuai.kernel.confidence import Basis, Confidence
from anhuai.plans.rules.checking import Check, Conflict, Sample, Severity
from anhuai.plans.rules.drafts import Place, Reading

_LAND = re.compile(
    r"(?:每百户[^。；;\n]{0,14}?(?P<n>\d+(?:\.\d+)?)\s*(?:平方米"
    r"|㎡)[^。；;\n]{0,4}用地面积|人均用地[^。；;\n]{0,8}?(?P<p>\d+(?:\.\d+)?)\s*(?:平"
    r"方米|㎡))"
)
NATIONAL_LAND = 0.1  # square metres of land a person, GB 50437-2007 (2018) 3.2.1A


def find(reading: Reading) -> Iterator[Conflict]:
    """Norms a hundred households on land, and land a person above the national figure."""
    for match in _LAND.finditer(reading.text):
        place = Place(match.start(), match.end())
        if match["n"]:
            yield Conflict(
                places=(place,),
                arithmetic=(
                    f"“{match[0]}”按用地面积；每百户配建标准通行按建筑面积，同一数值含义不同"
                ),
                question=f"每百户 {match['n']} 平方米是用地面积还是建筑面积？",
            )
        elif float(match["p"]) > NATIONAL_LAND:
            yield Conflict(
                places=(place,),
                arithmetic=(
                    f"文件写人均用地 {match['p']} 平方米，国家规范为不少于 {NATIONAL_LAND} "
                    f"平方米，是其 {float(match['p']) / NATIONAL_LAND:.1f} 倍"
                ),
                question=f"人均用地 {match['p']} 平方米的依据是什么？",
            )


definition = Check(
    title="用地面积与建筑面积混用",
    title_en="Land and building area mixed",
    says="配建标准按用地面积写，或人均用地高于国家规范，需核对口径",
    says_en=(
        "A norm counts land where building area is usual, or land a person is above the "
        "national norm"
    ),
    severity=Severity.MEDIUM,
    find=find,
    basis=Basis(
        document="GB 50437-2007（2018年局部修订）", article="3.2.1A", confidence=Confidence.B
    ),
    examples=(
        Sample(
            (
                "新建小区按每百户不少于35平方米用地面积的标准配建，"
                "设施未达到人均用地不少于0.35平方米的要求。"
            ),
            2,
        ),
        Sample("新建小区按每百户不少于20平方米建筑面积的标准配建。", 0),
    ),
)
