"""定位手表."""

from anhuai.kernel.confidence import Basis, Confidence
from anhuai.response.rules import DeviceKind, Protocol

definition = DeviceKind(
    title="定位手表",
    title_en="Locating watch",
    alarms=(
        "sos",
        "fall",
    ),
    protocols=(
        Protocol.WATCH,
        Protocol.JT808,
        Protocol.MQTT,
    ),
    interval=10 * 60,
    is_worn=True,
    tested_monthly=True,
    basis=Basis(
        document="",
        confidence=Confidence.C,
        note="心跳 4 至 10 分钟为厂家文档所见，取上限；登记时可按设备改",
    ),
    examples=(("sos", True), ("fall", True), ("smoke", False), ("silent", True)),
)
