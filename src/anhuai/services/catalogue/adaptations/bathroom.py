"""Toilet and bath: what may be done there."""

from anhuai.services.catalogue.adaptations import LIST
from anhuai.services.rules.adaptation import Part, Work

definition = Part(
    title="如厕洗浴",
    title_en="Toilet and bath",
    asks="如厕、洗澡有没有扶手，地面有没有水？",
    asks_en="Are there rails, is the floor wet?",
    works=(
        Work(
            code="bathroom.grab",
            title="安装扶手",
            title_en="Grab rails",
            is_basic=True,
        ),
        Work(
            code="bathroom.chair",
            title="配置淋浴椅",
            title_en="Shower chair",
            is_basic=True,
        ),
        Work(
            code="bathroom.toilet",
            title="蹲便器改坐便器",
            title_en="Squat toilet to seat",
            is_basic=False,
        ),
        Work(
            code="bathroom.tap",
            title="水龙头改造",
            title_en="Easier taps",
            is_basic=False,
        ),
        Work(
            code="bathroom.shower",
            title="浴缸（淋浴房）改造",
            title_en="Bath to shower",
            is_basic=False,
        ),
    ),
    basis=LIST,
    examples=(("bathroom.grab", True), ("bathroom.shower", False)),
)
