"""Aids that are given: what may be done there."""

from anhuai.services.catalogue.adaptations import LIST
from anhuai.services.rules.adaptation import Part, Work

definition = Part(
    title="老年用品",
    title_en="Aids",
    asks="走路、听、看、防走失要不要辅助？",
    asks_en="Is help needed to walk, hear, see or be found?",
    works=(
        Work(
            code="goods.cane",
            title="手杖",
            title_en="Walking stick",
            is_basic=True,
        ),
        Work(
            code="goods.locator",
            title="防走失装置",
            title_en="Locator",
            is_basic=True,
        ),
        Work(
            code="goods.wheelchair",
            title="轮椅或助行器",
            title_en="Wheelchair or walker",
            is_basic=False,
        ),
        Work(
            code="goods.hearing",
            title="助听器",
            title_en="Hearing aid",
            is_basic=False,
        ),
        Work(
            code="goods.magnifier",
            title="放大装置",
            title_en="Magnifier",
            is_basic=False,
        ),
        Work(
            code="goods.monitor",
            title="安全监控装置",
            title_en="Safety monitor",
            is_basic=False,
        ),
        Work(
            code="goods.cutlery",
            title="自助进食器具",
            title_en="Eating aids",
            is_basic=False,
        ),
    ),
    basis=LIST,
    examples=(("goods.cane", True), ("goods.cutlery", False)),
)
