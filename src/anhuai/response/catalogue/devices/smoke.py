"""烟雾报警器."""

from anhuai.kernel.confidence import Basis, Confidence
from anhuai.response.rules import DeviceKind, Protocol

definition = DeviceKind(
    title="烟雾报警器",
    title_en="Smoke detector",
    alarms=("smoke",),
    protocols=(
        Protocol.COAP,
        Protocol.MQTT,
    ),
    interval=1440 * 60,
    tested_monthly=True,
    basis=Basis(
        document="",
        confidence=Confidence.C,
        note="窄带物联网设备心跳约 24 小时，未核；登记时可按设备改",
    ),
    examples=(("smoke", True), ("fall", False), ("silent", True)),
)
