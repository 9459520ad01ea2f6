"""Light and furniture: what may be done there."""

from anhuai.services.catalogue.adaptations import LIST
from anhuai.services.rules.adaptation import Part, Work

definition = Part(
    title="物理环境",
    title_en="Light and furniture",
    asks="夜里看不看得清，桌角、插座安不安全？",
    asks_en="Is it light enough at night, are corners and sockets safe?",
    works=(
        Work(
            code="surroundings.lamp",
            title="安装自动感应灯具",
            title_en="Motion lights",
            is_basic=False,
        ),
        Work(
            code="surroundings.socket",
            title="电源插座及开关改造",
            title_en="Sockets and switches",
            is_basic=False,
        ),
        Work(
            code="surroundings.corner",
            title="安装防撞护角",
            title_en="Corner guards",
            is_basic=False,
        ),
        Work(
            code="surroundings.furniture",
            title="适老家具配置",
            title_en="Suitable furniture",
            is_basic=False,
        ),
    ),
    basis=LIST,
    examples=(("surroundings.lamp", False), ("surroundings.furniture", False)),
)
