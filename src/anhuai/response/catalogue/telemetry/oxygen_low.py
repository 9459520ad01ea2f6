"""血氧过低."""

from anhuai.kernel.confidence import Basis, Confidence
from anhuai.response.rules.telemetry import Limit, Threshold

definition = Threshold(
    title="血氧过低",
    title_en="Blood oxygen too low",
    measure="oxygen",
    is_above=False,
    limit=Limit("%", 88, 70, 95),
    times=3,
    alarm="abnormal",
    basis=Basis(
        document="",
        confidence=Confidence.C,
        note="证据中没有这个数，通行值，未经医疗机构核定；由县或按本人情况设置",
    ),
    examples=(
        ((87, 86, 80), True),
        ((88, 88, 88), False),
    ),
)
