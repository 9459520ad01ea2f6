"""演练设备: what a drill raises its labelled call from; it belongs to a desk, never to a person."""

from anhuai.kernel.confidence import Basis, Confidence
from anhuai.response.rules import DeviceKind, Protocol

definition = DeviceKind(
    title="演练设备",
    title_en="Drill device",
    alarms=("drill",),
    protocols=(Protocol.HTTP,),
    interval=None,
    has_battery=False,
    basis=Basis(document="", confidence=Confidence.C, note="供值班台演练，由系统登记"),
    examples=(("drill", True), ("sos", False)),
)
