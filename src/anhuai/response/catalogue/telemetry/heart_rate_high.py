"""心率过快."""

from anhuai.kernel.confidence import Basis, Confidence
from anhuai.response.rules.telemetry import Limit, Threshold

definition = Threshold(
    title="心率过快",
    title_en="Heart rate too high",
    measure="heart_rate",
    is_above=True,
    limit=Limit("次/分", 120, 60, 220),
    times=3,
    alarm="abnormal",
    basis=Basis(
        document="",
        confidence=Confidence.C,
        note="证据中没有这个数，通行值，未经医疗机构核定；由县或按本人情况设置",
    ),
    examples=(
        ((121, 122, 130), True),
        ((120, 120, 120), False),
        ((130, 80, 130), False),
        ((130, 130), False),
    ),
)
