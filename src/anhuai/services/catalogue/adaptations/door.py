"""Doors: what may be done there."""

from anhuai.services.catalogue.adaptations import LIST
from anhuai.services.rules.adaptation import Part, Work

definition = Part(
    title="门",
    title_en="Doors",
    asks="轮椅、助行器能不能进出？",
    asks_en="Can a wheelchair or walker pass?",
    works=(
        Work(
            code="door.threshold",
            title="移除门槛",
            title_en="Removing thresholds",
            is_basic=False,
        ),
        Work(
            code="door.sliding",
            title="平开门改推拉门",
            title_en="Sliding doors",
            is_basic=False,
        ),
        Work(
            code="door.wider",
            title="房门拓宽",
            title_en="Widening doors",
            is_basic=False,
        ),
        Work(
            code="door.bell",
            title="安装闪光振动门铃",
            title_en="Flashing doorbell",
            is_basic=False,
        ),
        Work(
            code="door.handle",
            title="换下压式门把手",
            title_en="Lever handles",
            is_basic=False,
        ),
    ),
    basis=LIST,
    examples=(("door.threshold", False), ("door.handle", False)),
)
