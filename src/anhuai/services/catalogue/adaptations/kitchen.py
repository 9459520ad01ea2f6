"""The kitchen: what may be done there."""

from anhuai.services.catalogue.adaptations import LIST
from anhuai.services.rules.adaptation import Part, Work

definition = Part(
    title="厨房",
    title_en="Kitchen",
    asks="台面、柜子够不够得着，燃气关没关？",
    asks_en="Are counters and cupboards within reach, is gas off?",
    works=(
        Work(
            code="kitchen.counter",
            title="台面改造",
            title_en="Lower counter",
            is_basic=False,
        ),
        Work(
            code="kitchen.cupboard",
            title="加设中部柜",
            title_en="Middle cupboards",
            is_basic=False,
        ),
    ),
    basis=LIST,
    examples=(("kitchen.counter", False), ("kitchen.cupboard", False)),
)
