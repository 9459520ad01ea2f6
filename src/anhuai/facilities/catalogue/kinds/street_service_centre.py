"""街道综合养老服务中心: the service centre of a street, one at least in each."""

from anhuai.facilities.rules import BedUse, Example, FacilityKind, Group
from anhuai.kernel.confidence import Basis, Confidence

definition = FacilityKind(
    title="街道综合养老服务中心",
    title_en="Street elderly service centre",
    group=Group.ELDERLY_COMMUNITY,
    basis=Basis(
        document="关于进一步促进养老托育服务健康发展的实施方案",
        confidence=Confidence.A,
        note="文山州方案",
    ),
    beds=BedUse.RESIDENTIAL,
    has_services=True,
    examples=(Example(says="不要求证照，也不限规模"),),
)
