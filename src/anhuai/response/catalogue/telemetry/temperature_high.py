"""体温过高."""

from anhuai.kernel.confidence import Basis, Confidence
from anhuai.response.rules.telemetry import Limit, Threshold

definition = Threshold(
    title="体温过高",
    title_en="Temperature too high",
    measure="temperature",
    is_above=True,
    limit=Limit("0.1℃", 380, 370, 420, 10),
    times=2,
    alarm="abnormal",
    basis=Basis(
        document="",
        confidence=Confidence.C,
        note="证据中没有这个数，通行值，未经医疗机构核定；由县或按本人情况设置",
    ),
    examples=(
        ((38.1, 38.4), True),
        ((38.0, 38.0), False),
        ((39.0,), False),
    ),
)
