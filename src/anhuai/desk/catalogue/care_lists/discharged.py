"""出院老年人: discharged."""

from anhuai.desk.rules.caring import CareList
from anhuai.kernel.confidence import Basis, Confidence

definition = CareList(
    title="出院老年人",
    title_en="Discharged",
    circumstances=(),
    min_age=None,
    floor=60,
    unheard=False,
    is_monthly=False,
    discharged=True,
    script="discharged",
    basis=Basis(
        document="",
        confidence=Confidence.D,
        note="从养老机构离院回家的、医院送来出院通知的自动列入；60 周岁为产品约定，未核",
    ),
    examples=(((("living_alone",), 90, False), False),),
)
