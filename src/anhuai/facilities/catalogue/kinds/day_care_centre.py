"""日间照料中心: care and meals by day in a community."""

from datetime import date

from anhuai.facilities.rules import BedUse, Example, FacilityKind, Group, Limit, Measure
from anhuai.kernel.confidence import Basis, Confidence

definition = FacilityKind(
    title="日间照料中心",
    title_en="Older people's day-care centre",
    group=Group.ELDERLY_COMMUNITY,
    basis=Basis(
        document="社区老年人日间照料中心建设标准",
        date=date(2011, 3, 1),
        confidence=Confidence.B,
        note="建标143-2010",
    ),
    beds=BedUse.DAY,
    has_services=True,
    limits=(
        Limit(
            measure=Measure.BUILDING_AREA,
            at_least=350,
            says="老年人日间照料中心建筑面积一般不少于 350 平方米",
            says_en="A day-care centre usually has at least 350 m² of building area",
            basis=Basis(
                document="城市居住区规划设计标准", confidence=Confidence.C, note="GB 50180-2018"
            ),
        ),
    ),
    examples=(
        Example(says="350 平方米", building_area=350),
        Example(says="349 平方米", building_area=349, finds=("building_area",)),
        Example(says="没有登记面积时不判断"),
    ),
)
