"""重庆市: what subsidies for elders may be drawn with (standards/02 §4)."""

from anhuai.benefits.catalogue.stacking.national import RULES
from anhuai.benefits.rules import Relation, Stack, StackExample, StackingTable
from anhuai.kernel.confidence import Basis, Confidence

CHONGQING = Basis(
    document="重庆市经济困难老年人补贴规定（转引，文号未见）", confidence=Confidence.B
)
_OWN = (
    (Relation.SAME_SCHEME_ONE, "elderly_service_subsidy", "nursing_subsidy"),
    (Relation.STACK, "elderly_service_subsidy", "disability_living_subsidy"),
    (Relation.STACK, "nursing_subsidy", "disability_living_subsidy"),
    (Relation.HIGHER_OF, "elderly_service_subsidy", "disability_nursing_subsidy"),
    (Relation.HIGHER_OF, "nursing_subsidy", "disability_nursing_subsidy"),
)

definition = StackingTable(
    title="重庆市待遇叠加规定",
    title_en="Chongqing: what may be drawn together",
    place="50",
    rules=(
        *RULES,
        *(
            Stack(relation=how, first=one, second=other, basis=CHONGQING)
            for how, one, other in _OWN
        ),
    ),
    examples=(
        StackExample(
            says="高龄和失能补贴是同一项目，只享一项",
            granted={"elderly_service_subsidy": 20_000, "nursing_subsidy": 20_000},
            paid={"elderly_service_subsidy": 20_000, "nursing_subsidy": 0},
        ),
        StackExample(
            says="与困难残疾人生活补贴可叠加",
            granted={"elderly_service_subsidy": 20_000, "disability_living_subsidy": 11_000},
            paid={"elderly_service_subsidy": 20_000, "disability_living_subsidy": 11_000},
        ),
        StackExample(
            says="与重度残疾人护理补贴就高",
            granted={"nursing_subsidy": 20_000, "disability_nursing_subsidy": 12_000},
            paid={"nursing_subsidy": 20_000, "disability_nursing_subsidy": 0},
        ),
        StackExample(
            says="同类取一项后，再与残疾人护理补贴就高",
            granted={
                "elderly_service_subsidy": 20_000,
                "nursing_subsidy": 5_000,
                "disability_nursing_subsidy": 30_000,
            },
            paid={
                "elderly_service_subsidy": 0,
                "nursing_subsidy": 0,
                "disability_nursing_subsidy": 30_000,
            },
        ),
    ),
)
