"""高温预警: heat warning."""

from anhuai.desk.rules.warnings import WarningLevel, WeatherKind
from anhuai.kernel.confidence import Basis, Confidence

definition = WeatherKind(
    title="高温预警",
    title_en="Heat warning",
    levels=(WarningLevel.YELLOW, WarningLevel.ORANGE, WarningLevel.RED),
    care_list="heat_wave",
    least=WarningLevel.YELLOW,
    basis=Basis(
        document="",
        confidence=Confidence.C,
        note="高温预警信号分黄、橙、红三级（记忆，原文未核）；哪一级起打电话由县自定",
    ),
    examples=((WarningLevel.YELLOW, True), (WarningLevel.RED, True)),
)
