"""社区综合服务设施: the service hall of a community or village."""

from datetime import date

from anhuai.facilities.rules import Example, FacilityKind, Group
from anhuai.kernel.confidence import Basis, Confidence

definition = FacilityKind(
    title="社区综合服务设施",
    title_en="Community service facility",
    group=Group.COMMUNITY,
    basis=Basis(document="临政办发〔2022〕69号", date=date(2022, 8, 26), confidence=Confidence.A),
    examples=(Example(says="不要求证照，也不限规模"),),
)
