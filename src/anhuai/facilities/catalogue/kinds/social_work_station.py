"""社会工作站: a town's social workers at their post."""

from datetime import date

from anhuai.facilities.rules import Example, FacilityKind, Group, Limit, Measure
from anhuai.kernel.confidence import Basis, Confidence

definition = FacilityKind(
    title="社会工作站",
    title_en="Social work station",
    group=Group.SOCIAL_WORK,
    basis=Basis(document="临政办发〔2022〕69号", date=date(2022, 8, 26), confidence=Confidence.A),
    limits=(
        Limit(
            measure=Measure.BUILDING_AREA,
            at_least=500,
            says="临泽规划要求社会工作站每站 500 平方米",
            says_en="The Linze plan asks for 500 m² a station",
            basis=Basis(
                document="临政办发〔2022〕69号", date=date(2022, 8, 26), confidence=Confidence.A
            ),
        ),
    ),
    examples=(
        Example(says="500 平方米", building_area=500),
        Example(says="499 平方米", building_area=499, finds=("building_area",)),
    ),
)
