"""来电 180 秒内接听: calls answered within 180 s."""

from anhuai.desk.rules.figures import Target
from anhuai.kernel.confidence import Basis, Confidence

definition = Target(
    title="来电 180 秒内接听",
    title_en="Calls answered within 180 s",
    says="来电从振铃到接听不超过 180 秒的比例。",
    per_mille=990,
    at_least=True,
    basis=Basis(
        document="",
        confidence=Confidence.C,
        note="TSA 的应答指标（检索所见，原文未核）；国内未见 12349 应答时限，由县自定",
    ),
    examples=(
        ((99, 100), True),
        ((98, 100), False),
    ),
)
