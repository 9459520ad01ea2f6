"""江西省: what subsidies for elders may be drawn with (standards/02 §4)."""

from anhuai.benefits.catalogue.stacking.national import RULES
from anhuai.benefits.rules import Relation, Stack, StackExample, StackingTable
from anhuai.kernel.confidence import Basis, Confidence

JIANGXI = Basis(document="江西省经济困难老年人补贴规定（转引，文号未见）", confidence=Confidence.B)
_OWN = (
    (Relation.STACK, "elderly_service_subsidy", "nursing_subsidy"),
    (Relation.STACK, "elderly_service_subsidy", "old_age_allowance"),
    (Relation.STACK, "nursing_subsidy", "old_age_allowance"),
    (Relation.EXCLUDE, "disability_nursing_subsidy", "nursing_subsidy"),
)

definition = StackingTable(
    title="江西省待遇叠加规定",
    title_en="Jiangxi: what may be drawn together",
    place="36",
    rules=(
        *RULES,
        *(Stack(relation=how, first=one, second=other, basis=JIANGXI) for how, one, other in _OWN),
    ),
    examples=(
        StackExample(
            says="高龄服务补贴与护理补贴可叠加",
            granted={"elderly_service_subsidy": 5_000, "nursing_subsidy": 5_000},
            paid={"elderly_service_subsidy": 5_000, "nursing_subsidy": 5_000},
        ),
        StackExample(
            says="都与高龄津贴可叠加",
            granted={
                "elderly_service_subsidy": 5_000,
                "nursing_subsidy": 5_000,
                "old_age_allowance": 5_000,
            },
            paid={
                "elderly_service_subsidy": 5_000,
                "nursing_subsidy": 5_000,
                "old_age_allowance": 5_000,
            },
        ),
        StackExample(
            says="已享受残疾人护理补贴的不享受老年护理补贴，即使更高",
            granted={"nursing_subsidy": 20_000, "disability_nursing_subsidy": 5_000},
            paid={"nursing_subsidy": 0, "disability_nursing_subsidy": 5_000},
        ),
        StackExample(
            says="高龄服务补贴不受残疾人护理补贴影响",
            granted={"elderly_service_subsidy": 5_000, "disability_nursing_subsidy": 5_000},
            paid={"elderly_service_subsidy": 5_000, "disability_nursing_subsidy": 5_000},
        ),
    ),
)
