"""出院老年人: discharged."""

from anhuai.desk.rules.caring import CareList
from anhuai.kernel.confidence import Basis, Confidence

definition = CareList(
    title="出院老年人",
    title_en="Discharged",
    circumstances=(),
    min_age=None,
    unheard=False,
    is_monthly=False,
    script="discharged",
    basis=Basis(document="", confidence=Confidence.D, note="没有出院信息接口，由经办人逐人加入"),
    examples=(((("living_alone",), 90, False), False),),
)
