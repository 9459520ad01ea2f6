"""The parts of 医保办发〔2021〕37号, their grades, the table that joins them, and the gate."""

from collections.abc import Mapping
from typing import Final

from anhuai.assessments.rules.barthel import STEPS, adl
from anhuai.assessments.rules.barthel import grade as adl_grade
from anhuai.assessments.rules.common import item
from anhuai.assessments.rules.scales import Finding, Item, Part, Points

_FIVE: Final = (
    (4, "正常", "Normal"), (3, "轻微障碍", "Slight"), (2, "中度障碍", "Moderate"),
    (1, "重度障碍", "Severe"), (0, "完全丧失", "Lost"),
)  # fmt: skip


def _item(code: str, title: str, title_en: str) -> Item:
    return item(code, title, title_en, *_FIVE, basis=STEPS)


PARTS: Final = (
    adl(grooming="面部与口腔清洁", grooming_en="Face and mouth", toileting="用厕"),
    Part(
        code="cognition",
        title="认知能力",
        title_en="Cognition",
        items=(
            _item("time", "时间定向", "Orientation in time"),
            _item("persons", "人物定向", "Orientation in persons"),
            _item("places", "空间定向", "Orientation in place"),
            _item("memory", "记忆力", "Memory"),
        ),
    ),
    Part(
        code="perception",
        title="感知觉与沟通能力",
        title_en="Perception and communication",
        items=(
            _item("vision", "视力", "Vision"),
            _item("hearing", "听力", "Hearing"),
            _item("communication", "沟通能力", "Communication"),
        ),
    ),
)
ADL_CODES: Final = tuple(one.code for one in PARTS[0].items)

MATRIX: Final = ((0, 0, 1, 1), (1, 1, 1, 2), (2, 2, 2, 3), (3, 3, 4, 5))
"""Level by the grade of daily living and the worse of the other two (C)."""


def _sum(part: Part, points: Points) -> int:
    return sum(points[one.code] for one in part.items)


def _mind(total: int, whole: int) -> int:
    return 0 if total == whole else sum(total < low for low in (4, 2)) + 1


def grade_adl(points: Points) -> int:
    """Grade daily living: 100, 65–95, 45–60, 0–40."""
    return adl_grade(_sum(PARTS[0], points))


def grade_cognition(points: Points) -> int:
    """Grade cognition: 16, 4–15, 2–3, 0–1."""
    return _mind(_sum(PARTS[1], points), 16)


def grade_perception(points: Points) -> int:
    """Grade perception and communication: 12, 4–11, 2–3, 0–1."""
    return _mind(_sum(PARTS[2], points), 12)


def combine(grades: Mapping[str, int]) -> tuple[int | None, tuple[Finding, ...]]:
    """Return the level from the table, by the worse of cognition and perception."""
    return MATRIX[grades["adl"]][max(grades["cognition"], grades["perception"])], ()


MAY_APPLY: Final = frozenset({"E", "F", "G"})


def gate(first: int, second: int) -> str:
    """Return the self-assessment's class A to G of dependent items; E, F, G may apply.

    `first` counts of eating, continence and bathing, `second` of dressing, toilet and transfer.
    """
    if not (0 <= first <= 3 and 0 <= second <= 3):
        raise ValueError(f"counts of three items each: {first}, {second}")
    table = (
        ("A", "B", "B", "C"),
        ("B", "C", "D", "E"),
        ("D", "E", "E", "F"),
        ("E", "F", "F", "G"),
    )
    return table[first][second]
