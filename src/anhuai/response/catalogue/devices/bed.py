"""睡眠监测垫."""

from anhuai.kernel.confidence import Basis, Confidence
from anhuai.response.rules import DeviceKind, Protocol

definition = DeviceKind(
    title="睡眠监测垫",
    title_en="Bed sensor",
    alarms=(
        "bed_exit",
        "no_motion",
    ),
    protocols=(
        Protocol.MQTT,
        Protocol.HTTP,
    ),
    interval=60 * 60,
    has_battery=False,
    basis=Basis(
        document="",
        confidence=Confidence.C,
        note="心跳间隔为通行值，未核，登记时可按设备改",
    ),
    examples=(("bed_exit", True), ("no_motion", True), ("smoke", False), ("silent", True)),
)
