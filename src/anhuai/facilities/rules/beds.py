"""What makes a bed a nursing bed; how beds are named: a list of labels with ranges."""

import re
from collections.abc import Collection, Mapping
from types import MappingProxyType
from typing import Final

from anhuai.kernel.confidence import Basis, Confidence
from anhuai.kernel.text import normalise
from anhuai.kernel.unfit import Unfit

NURSING_CHECKS: Final[Mapping[str, tuple[str, str]]] = MappingProxyType(
    {
        "bed_type": ("护理床", "A nursing-type bed"),
        "equipment": ("辅助器具", "Assistive equipment"),
        "call_system": ("呼叫系统", "A call system"),
        "trained_carers": (
            "受训护理人员（面向中重度）",
            "Trained carers for moderate to severe needs",
        ),
    }
)
NURSING_BASIS: Final = Basis(
    document="", confidence=Confidence.D,
    note="护理型床位没有查到全国统一定义，各地核对项不一；申报与核对分开记",
)  # fmt: skip


def unmet(nursing: bool, held: Collection[str]) -> list[str]:  # noqa: FBT001
    """Return the checks a bed declared as nursing does not meet; none for another bed."""
    return [code for code in NURSING_CHECKS if nursing and code not in held]


class BadLabels(Unfit):
    """Bed labels that cannot be used; codes: empty, length, range, too_many, repeated."""


LABELS_AT_ONCE: Final = 2000
LABEL_LENGTH: Final = 20
_SEPARATORS = re.compile(r"[,、;\s]+")
_RANGE = re.compile(r"(.*?)(\d+)\s*(?:\.{2,3}|~|至)\s*(.*?)(\d+)")


def parse_labels(text: str) -> list[str]:
    """Return the bed labels written as a list with ranges: `101-1…101-4、102-1` is five beds.

    A range counts its last number up and keeps its leading zeros. Raises `BadLabels`.
    """
    labels: list[str] = []
    joined = re.sub(r"\s*(\.{2,3}|~|至)\s*", r"\1", normalise(text))
    for part in filter(None, _SEPARATORS.split(joined)):
        labels.extend(_expanded(part))
        if len(labels) > LABELS_AT_ONCE:
            raise BadLabels(
                "too_many",
                f"一次最多登记 {LABELS_AT_ONCE} 张床位，请分几次登记。",
                f"At most {LABELS_AT_ONCE} beds at once: enter them in parts.",
            )
    if not labels:
        raise BadLabels("empty", "请填写床号。", "Enter the bed labels.")
    if any(len(label) > LABEL_LENGTH for label in labels):
        raise BadLabels(
            "length", f"床号最长 {LABEL_LENGTH} 个字。",
            f"A bed label has at most {LABEL_LENGTH} characters.",
        )  # fmt: skip
    twice = sorted({label for label in labels if labels.count(label) > 1})
    if twice:
        shown = "、".join(twice[:5])
        raise BadLabels("repeated", f"床号重复：{shown}。", f"Repeated bed labels: {shown}.")
    return labels


def _expanded(part: str) -> list[str]:
    match = _RANGE.fullmatch(part)
    if match is None:
        return [part]
    stem, first, other, last = match.groups()
    if other not in ("", stem) or int(last) < int(first):
        raise BadLabels(
            "range",
            f"床号范围“{part}”写法不对，应像“101-1…101-4”，只有最后的数字递增。",
            f"The range {part} is not understood: write it like 101-1…101-4.",
        )
    if int(last) - int(first) >= LABELS_AT_ONCE:
        return [part] * (LABELS_AT_ONCE + 1)
    width = len(first)
    return [f"{stem}{number:0{width}d}" for number in range(int(first), int(last) + 1)]
