"""门磁."""

from anhuai.kernel.confidence import Basis, Confidence
from anhuai.response.rules import DeviceKind, Protocol

definition = DeviceKind(
    title="门磁",
    title_en="Door contact",
    alarms=("no_motion",),
    protocols=(
        Protocol.COAP,
        Protocol.MQTT,
    ),
    interval=1440 * 60,
    basis=Basis(
        document="",
        confidence=Confidence.C,
        note="窄带物联网设备心跳约 24 小时，未核；登记时可按设备改",
    ),
    examples=(("no_motion", True), ("smoke", False), ("silent", True)),
)
