"""水浸或用水监测."""

from anhuai.kernel.confidence import Basis, Confidence
from anhuai.response.rules import DeviceKind, Protocol

definition = DeviceKind(
    title="水浸或用水监测",
    title_en="Water sensor",
    alarms=(
        "flood",
        "no_motion",
    ),
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
    examples=(("flood", True), ("no_motion", True), ("smoke", False), ("silent", True)),
)
