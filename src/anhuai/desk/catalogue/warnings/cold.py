"""低温寒潮预警: cold warning."""

from anhuai.desk.rules.warnings import WarningLevel, WeatherKind
from anhuai.kernel.confidence import Basis, Confidence

definition = WeatherKind(
    title="低温寒潮预警",
    title_en="Cold warning",
    levels=(WarningLevel.BLUE, WarningLevel.YELLOW, WarningLevel.ORANGE, WarningLevel.RED),
    care_list="cold_wave",
    least=WarningLevel.YELLOW,
    basis=Basis(
        document="",
        confidence=Confidence.C,
        note="寒潮预警信号分蓝、黄、橙、红四级（记忆，原文未核）；哪一级起打电话由县自定",
    ),
    examples=((WarningLevel.BLUE, False), (WarningLevel.YELLOW, True)),
)
