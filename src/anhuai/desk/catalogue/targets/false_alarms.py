"""误报占比: false alarms."""

from anhuai.desk.rules.figures import Target
from anhuai.kernel.confidence import Basis, Confidence

definition = Target(
    title="误报占比",
    title_en="False alarms",
    says="办结的呼叫中误报的比例；过高说明设备或培训有问题。",
    per_mille=300,
    at_least=False,
    basis=Basis(
        document="",
        confidence=Confidence.D,
        note="未见规定，由县自定",
    ),
    examples=(
        ((3, 10), True),
        ((4, 10), False),
    ),
)
