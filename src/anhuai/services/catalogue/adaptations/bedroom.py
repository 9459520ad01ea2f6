"""The bedroom: what may be done there."""

from anhuai.services.catalogue.adaptations import LIST
from anhuai.services.rules.adaptation import Part, Work

definition = Part(
    title="卧室",
    title_en="Bedroom",
    asks="起身、翻身、夜里下床稳不稳？",
    asks_en="Is getting up, turning and leaving the bed at night safe?",
    works=(
        Work(
            code="bedroom.bedrail",
            title="安装床边护栏（抓杆）",
            title_en="Bed rail",
            is_basic=True,
        ),
        Work(
            code="bedroom.bed",
            title="配置护理床",
            title_en="Nursing bed",
            is_basic=False,
        ),
        Work(
            code="bedroom.mattress",
            title="配置防压疮垫",
            title_en="Pressure-relief mattress",
            is_basic=False,
        ),
    ),
    basis=LIST,
    examples=(("bedroom.bedrail", True), ("bedroom.mattress", False)),
)
