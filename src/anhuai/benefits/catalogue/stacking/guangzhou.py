"""广州市: what subsidies for elders may be drawn with (standards/02 §4)."""

from anhuai.benefits.catalogue.stacking.national import RULES
from anhuai.benefits.rules import Relation, Stack, StackExample, StackingTable
from anhuai.kernel.confidence import Basis, Confidence

GUANGZHOU = Basis(document="广州市养老补贴规定（转引，文号未见）", confidence=Confidence.B)
_OWN = (
    (Relation.STACK, "old_age_allowance", "disability_living_subsidy"),
    (Relation.STACK, "old_age_allowance", "disability_nursing_subsidy"),
    (Relation.STACK, "elderly_service_subsidy", "disability_living_subsidy"),
    (Relation.STACK, "elderly_service_subsidy", "disability_nursing_subsidy"),
    (Relation.HIGHER_OF, "nursing_subsidy", "disability_nursing_subsidy"),
)

definition = StackingTable(
    title="广州市待遇叠加规定",
    title_en="Guangzhou: what may be drawn together",
    place="4401",
    rules=(
        *RULES,
        *(
            Stack(relation=how, first=one, second=other, basis=GUANGZHOU)
            for how, one, other in _OWN
        ),
    ),
    examples=(
        StackExample(
            says="高龄津贴与两项残疾补贴可叠加",
            granted={
                "old_age_allowance": 5_000,
                "disability_living_subsidy": 11_000,
                "disability_nursing_subsidy": 12_000,
            },
            paid={
                "old_age_allowance": 5_000,
                "disability_living_subsidy": 11_000,
                "disability_nursing_subsidy": 12_000,
            },
        ),
        StackExample(
            says="养老服务补贴与两项残疾补贴可叠加",
            granted={
                "elderly_service_subsidy": 5_000,
                "disability_living_subsidy": 11_000,
                "disability_nursing_subsidy": 12_000,
            },
            paid={
                "elderly_service_subsidy": 5_000,
                "disability_living_subsidy": 11_000,
                "disability_nursing_subsidy": 12_000,
            },
        ),
        StackExample(
            says="护理补贴与残疾人护理补贴就高",
            granted={"nursing_subsidy": 10_000, "disability_nursing_subsidy": 12_000},
            paid={"nursing_subsidy": 0, "disability_nursing_subsidy": 12_000},
        ),
    ),
)
