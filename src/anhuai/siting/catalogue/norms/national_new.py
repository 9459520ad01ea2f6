"""新建居住区配建养老服务设施：通行做法."""

from decimal import Decimal

from anhuai.kernel.confidence import Basis, Confidence
from anhuai.siting.rules import Applies, AreaBasis, Norm

definition = Norm(
    title="新建居住区每百户 20 平方米（通行做法）",
    title_en="20 m² for each 100 households of new residential areas (common practice)",
    applies=Applies.NEW,
    area=AreaBasis.BUILDING,
    rate=Decimal(20),
    basis=Basis(
        document="", confidence=Confidence.C,
        note="各地通行的建筑面积标准，没有查到全国统一条文；本县有规定的按本县",
    ),
)  # fmt: skip
