"""What care is given at a family care bed; one kind a file."""

from typing import Final

from anhuai.kernel.confidence import Basis, Confidence

PLANNED: Final = Basis(
    document="临泽县“十四五”养老服务发展规划",
    article="完善居家养老服务支持措施",
    confidence=Confidence.A,
    note="规划列举家庭养老床位的上门服务；每月次数未见规定，由服务机构按评估结果定",
)
