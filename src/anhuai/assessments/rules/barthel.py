"""Ten activities of daily living on 100 points, as MZ/T 039-2013 and 37 号 both ask them.

The standards we read give the maxima and bands; the wording of the steps is general knowledge.
"""

from typing import Final

from anhuai.assessments.rules.common import item
from anhuai.assessments.rules.scales import Item, Part
from anhuai.assessments.rules.scoring import banded
from anhuai.kernel.confidence import Basis, Confidence

STEPS: Final = Basis(
    document="", confidence=Confidence.C, note="每档分值与说法为通行的巴塞尔指数，原表未见到。"
)
BANDS: Final = ((100, 0), (65, 1), (45, 2), (0, 3))
"""100, 65 to 95, 45 to 60, 40 and less; points go in fives."""


def _item(code: str, title: str, title_en: str, most: int) -> Item:
    steps: tuple[tuple[int, str, str], ...] = ((most, "自己能做", "Independent"),)
    if most == 15:
        steps += ((10, "要少量帮忙", "Small help"), (5, "要大量帮忙", "Large help"))
    if most == 10:
        steps += ((5, "要部分帮忙", "Some help"),)
    return item(code, title, title_en, *steps, (0, "完全靠别人", "Fully dependent"), basis=STEPS)


def _control(code: str, title: str, title_en: str) -> Item:
    return item(
        code, title, title_en, (10, "能控制", "Continent"), (5, "偶尔失控", "Occasional accident"),
        (0, "完全失控", "Incontinent"), basis=STEPS,
    )  # fmt: skip


def adl(*, grooming: str, grooming_en: str, toileting: str) -> Part:
    """Return the part in the words of the scale that uses it."""
    return Part(
        code="adl",
        title="日常生活活动",
        title_en="Daily living",
        items=(
            _item("eating", "进食", "Eating", 10),
            _item("bathing", "洗澡", "Bathing", 5),
            _item("grooming", grooming, grooming_en, 5),
            _item("dressing", "穿衣", "Dressing", 10),
            _control("bowel", "大便控制", "Bowel"),
            _control("bladder", "小便控制", "Bladder"),
            _item("toileting", toileting, "Toileting", 10),
            _item("transfer", "床椅转移", "Bed to chair", 15),
            _item("walking", "平地行走", "Walking on the level", 15),
            _item("stairs", "上下楼梯", "Stairs", 10),
        ),
    )


def grade(total: int) -> int:
    """Return the grade of a total."""
    return banded(total, BANDS)
