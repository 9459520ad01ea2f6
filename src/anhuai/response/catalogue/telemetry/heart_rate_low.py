"""心率过慢."""

from anhuai.kernel.confidence import Basis, Confidence
from anhuai.response.rules.telemetry import Limit, Threshold

definition = Threshold(
    title="心率过慢",
    title_en="Heart rate too low",
    measure="heart_rate",
    is_above=False,
    limit=Limit("次/分", 45, 25, 80),
    times=3,
    alarm="abnormal",
    basis=Basis(
        document="",
        confidence=Confidence.C,
        note="证据中没有这个数，通行值，未经医疗机构核定；由县或按本人情况设置",
    ),
    examples=(
        ((44, 40, 44), True),
        ((45, 45, 45), False),
    ),
)
