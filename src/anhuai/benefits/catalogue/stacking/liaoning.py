"""辽宁省: what subsidies for elders may be drawn with (standards/02 §4)."""

from anhuai.benefits.catalogue.stacking.national import RULES
from anhuai.benefits.rules import Relation, Stack, StackExample, StackingTable
from anhuai.kernel.confidence import Basis, Confidence

LIAONING = Basis(document="辽宁省经济困难老年人补贴规定（转引，文号未见）", confidence=Confidence.B)
_OWN = (
    (Relation.HIGHER_OF, "elderly_service_subsidy", "disability_nursing_subsidy"),
    (Relation.HIGHER_OF, "nursing_subsidy", "disability_nursing_subsidy"),
)

definition = StackingTable(
    title="辽宁省待遇叠加规定",
    title_en="Liaoning: what may be drawn together",
    place="21",
    rules=(
        *RULES,
        *(Stack(relation=how, first=one, second=other, basis=LIAONING) for how, one, other in _OWN),
    ),
    examples=(
        StackExample(
            says="老年补贴与重度残疾人护理补贴就高",
            granted={"elderly_service_subsidy": 5_000, "disability_nursing_subsidy": 12_000},
            paid={"elderly_service_subsidy": 0, "disability_nursing_subsidy": 12_000},
        ),
        StackExample(
            says="护理补贴较高时发护理补贴",
            granted={"nursing_subsidy": 15_000, "disability_nursing_subsidy": 12_000},
            paid={"nursing_subsidy": 15_000, "disability_nursing_subsidy": 0},
        ),
        StackExample(
            says="生活补贴不受影响",
            granted={"elderly_service_subsidy": 5_000, "disability_living_subsidy": 11_000},
            paid={"elderly_service_subsidy": 5_000, "disability_living_subsidy": 11_000},
        ),
    ),
)
