"""体温过低."""

from anhuai.kernel.confidence import Basis, Confidence
from anhuai.response.rules.telemetry import Limit, Threshold

definition = Threshold(
    title="体温过低",
    title_en="Temperature too low",
    measure="temperature",
    is_above=False,
    limit=Limit("0.1℃", 350, 320, 365, 10),
    times=2,
    alarm="abnormal",
    basis=Basis(
        document="",
        confidence=Confidence.C,
        note="证据中没有这个数，通行值，未经医疗机构核定；由县或按本人情况设置",
    ),
    examples=(
        ((34.9, 34.0), True),
        ((35.0, 35.0), False),
    ),
)
