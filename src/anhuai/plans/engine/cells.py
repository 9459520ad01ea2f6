"""The figure a table's cell holds, alone or with the words that lead to it."""

import re
from dataclasses import replace
from typing import Final

from anhuai.plans.engine.quantities import Quantity, quantities

VALUE: Final = re.compile(
    r"(?P<sign>[≥≤><]=?|不低于|不少于|不超过|不高于|>=|<=)?(?P<n>\d+(?:\.\d+)?)(?P<scale>[万亿])?"
    r"(?P<unit>%|‰|个|张|家|所|处|人次|人|名|户|万元|亿元|岁|座|支|套)?(?P<after>以上|以内|以下|左右)?$"
)
_LED: Final = re.compile(
    "^(?:达到|达|保持(?:在)?|稳定在|维持在|力争(?:达到)?|累计(?:达到|完成)?|约|完成|控制在|提高到)"
)
_EACH: Final = re.compile("每个?[\u4e00-\u9fff（）、]{1,14}?(?:至少|不少于|有|建有|开展|每年|建成)")
_LONGEST: Final = 24
"""Characters of a cell that still is a figure with words around it."""


def figure(text: str) -> Quantity | None:
    """Return the one figure of a cell: 达到900万张以上, [1200], 每个县至少1所, 55."""
    bare = _LED.sub("", re.sub(r"^[\[〔【]|[\]〕】]$", "", text))
    if bare == "全覆盖":
        return Quantity(0, 3, 0, 100.0, None, "%", "=", is_word=True)
    if len(bare) > _LONGEST or not re.search(r"\d|百分之", bare):
        return None
    each = _EACH.match(bare)
    match = VALUE.match(bare)
    if match is not None and not match["unit"]:
        padded = quantities(re.sub(r"(\d[万亿]?)(?=以上|以内|以下|左右|$)", r"\1个", bare))
        return replace(padded[0], unit="") if len(padded) == 1 else None
    found = quantities(bare)
    if len(found) != 1 or len(bare) - found[0].end > 2:
        return None
    return found[0] if found[0].start == 0 or (each and found[0].start <= each.end()) else None
