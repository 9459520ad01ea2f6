"""Floors: what may be done there."""

from anhuai.services.catalogue.adaptations import LIST
from anhuai.services.rules.adaptation import Part, Work

definition = Part(
    title="地面",
    title_en="Floors",
    asks="走一遍：哪里滑、哪里有台阶或坑洼？",
    asks_en="Walk through: where is it slippery, where are steps or holes?",
    works=(
        Work(
            code="ground.antislip",
            title="防滑处理",
            title_en="Anti-slip floor",
            is_basic=True,
        ),
        Work(
            code="ground.ramp",
            title="高差处理（坡道）",
            title_en="Ramps for steps",
            is_basic=True,
        ),
        Work(
            code="ground.level",
            title="平整硬化",
            title_en="Levelling",
            is_basic=False,
        ),
        Work(
            code="ground.rail",
            title="高差处安装扶手",
            title_en="Handrails at steps",
            is_basic=False,
        ),
    ),
    basis=LIST,
    examples=(("ground.antislip", True), ("ground.rail", False)),
)
