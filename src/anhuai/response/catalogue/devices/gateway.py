"""家庭网关."""

from anhuai.kernel.confidence import Basis, Confidence
from anhuai.response.rules import DeviceKind, Protocol

definition = DeviceKind(
    title="家庭网关",
    title_en="Home gateway",
    alarms=("sos",),
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
    examples=(("sos", True), ("smoke", False), ("silent", True)),
)
