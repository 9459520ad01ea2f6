"""燃气报警器."""

from anhuai.kernel.confidence import Basis, Confidence
from anhuai.response.rules import DeviceKind, Protocol

definition = DeviceKind(
    title="燃气报警器",
    title_en="Gas detector",
    alarms=("gas",),
    protocols=(
        Protocol.COAP,
        Protocol.MQTT,
    ),
    interval=1440 * 60,
    has_battery=False,
    tested_monthly=True,
    basis=Basis(
        document="",
        confidence=Confidence.C,
        note="窄带物联网设备心跳约 24 小时，未核；登记时可按设备改",
    ),
    examples=(("gas", True), ("smoke", False), ("silent", True)),
)
