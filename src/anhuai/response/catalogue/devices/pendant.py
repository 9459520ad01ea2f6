"""一键呼叫器."""

from anhuai.kernel.confidence import Basis, Confidence
from anhuai.response.rules import DeviceKind, Protocol

definition = DeviceKind(
    title="一键呼叫器",
    title_en="Pendant",
    alarms=("sos",),
    protocols=(
        Protocol.MQTT,
        Protocol.HTTP,
    ),
    interval=1440 * 60,
    is_worn=True,
    checked_weekly=True,
    tested_monthly=True,
    basis=Basis(
        document="",
        confidence=Confidence.C,
        note="按钮每周检查出自养老服务智能化系统技术标准（检索所见）；心跳间隔为通行值，未核",
    ),
    examples=(("sos", True), ("smoke", False), ("silent", True)),
)
