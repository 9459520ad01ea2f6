"""湖北省: what subsidies for elders may be drawn with (standards/02 §4)."""

from datetime import date

from anhuai.benefits.catalogue.stacking.national import RULES
from anhuai.benefits.rules import Relation, Stack, StackExample, StackingTable
from anhuai.kernel.confidence import Basis, Confidence

HUBEI = Basis(document="湖北省民政厅答复", date=date(2024, 7, 22), confidence=Confidence.B)
_OWN = (
    (Relation.HIGHER_OF, "elderly_service_subsidy", "disability_nursing_subsidy"),
    (Relation.HIGHER_OF, "nursing_subsidy", "disability_nursing_subsidy"),
    (Relation.STACK, "elderly_service_subsidy", "old_age_allowance"),
    (Relation.STACK, "nursing_subsidy", "old_age_allowance"),
    (Relation.EXCLUDE, "tekun_basic", "elderly_service_subsidy"),
    (Relation.EXCLUDE, "tekun_basic", "nursing_subsidy"),
)

definition = StackingTable(
    title="湖北省待遇叠加规定",
    title_en="Hubei: what may be drawn together",
    place="42",
    rules=(
        *RULES,
        *(Stack(relation=how, first=one, second=other, basis=HUBEI) for how, one, other in _OWN),
    ),
    examples=(
        StackExample(
            says="护理补贴与重度残疾人护理补贴就高",
            granted={"nursing_subsidy": 10_000, "disability_nursing_subsidy": 12_000},
            paid={"nursing_subsidy": 0, "disability_nursing_subsidy": 12_000},
        ),
        StackExample(
            says="养老服务补贴比残疾人护理补贴高一分",
            granted={"elderly_service_subsidy": 12_001, "disability_nursing_subsidy": 12_000},
            paid={"elderly_service_subsidy": 12_001, "disability_nursing_subsidy": 0},
        ),
        StackExample(
            says="与高龄津贴可叠加",
            granted={"elderly_service_subsidy": 10_000, "old_age_allowance": 5_000},
            paid={"elderly_service_subsidy": 10_000, "old_age_allowance": 5_000},
        ),
        StackExample(
            says="特困供养不再享受两项老年补贴",
            granted={
                "tekun_basic": 48_000,
                "elderly_service_subsidy": 10_000,
                "nursing_subsidy": 10_000,
                "old_age_allowance": 5_000,
            },
            paid={
                "tekun_basic": 48_000,
                "elderly_service_subsidy": 0,
                "nursing_subsidy": 0,
                "old_age_allowance": 5_000,
            },
        ),
    ),
)
