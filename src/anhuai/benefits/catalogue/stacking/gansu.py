"""甘肃省: what the two disability subsidies may be drawn with (standards/02 §4)."""

from anhuai.benefits.catalogue.stacking.national import RULES
from anhuai.benefits.rules import Relation, Stack, StackExample, StackingTable
from anhuai.kernel.confidence import Basis, Confidence

GANSU = Basis(document="甘肃省残疾人两项补贴办法", confidence=Confidence.B)
_OWN = (
    (Relation.STACK, "disability_living_subsidy", "disability_nursing_subsidy"),
    (Relation.EXCLUDE, "tekun_basic", "disability_living_subsidy"),
    (Relation.EXCLUDE, "tekun_basic", "disability_nursing_subsidy"),
    (Relation.EXCLUDE, "orphan_allowance", "disability_living_subsidy"),
    (Relation.EXCLUDE, "unattended_child_allowance", "disability_living_subsidy"),
    (Relation.HIGHER_OF, "old_age_allowance", "disability_living_subsidy"),
    (Relation.HIGHER_OF, "elderly_service_subsidy", "disability_living_subsidy"),
    (Relation.HIGHER_OF, "nursing_subsidy", "disability_nursing_subsidy"),
)

definition = StackingTable(
    title="甘肃省待遇叠加规定",
    title_en="Gansu: what may be drawn together",
    place="62",
    rules=(
        *RULES,
        *(Stack(relation=how, first=one, second=other, basis=GANSU) for how, one, other in _OWN),
    ),
    examples=(
        StackExample(
            says="事实无人抚养儿童不享受生活补贴，不是补差",
            granted={"unattended_child_allowance": 132_000, "disability_living_subsidy": 11_000},
            paid={"unattended_child_allowance": 132_000, "disability_living_subsidy": 0},
        ),
        StackExample(
            says="养老服务补贴与残疾人生活补贴就高",
            granted={"elderly_service_subsidy": 12_000, "disability_living_subsidy": 11_000},
            paid={"elderly_service_subsidy": 12_000, "disability_living_subsidy": 0},
        ),
        StackExample(
            says="生活补贴和护理补贴可以同时享受",
            granted={"disability_living_subsidy": 11_000, "disability_nursing_subsidy": 12_000},
            paid={"disability_living_subsidy": 11_000, "disability_nursing_subsidy": 12_000},
        ),
        StackExample(
            says="高龄津贴与残疾人生活补贴就高，低的不发",
            granted={"old_age_allowance": 5_000, "disability_living_subsidy": 11_000},
            paid={"old_age_allowance": 0, "disability_living_subsidy": 11_000},
        ),
        StackExample(
            says="两项相等时发高龄津贴",
            granted={"old_age_allowance": 11_000, "disability_living_subsidy": 11_000},
            paid={"old_age_allowance": 11_000, "disability_living_subsidy": 0},
        ),
        StackExample(
            says="特困人员两项残疾补贴都不享受",
            granted={
                "tekun_basic": 48_000, "disability_living_subsidy": 11_000,
                "disability_nursing_subsidy": 12_000,
            },
            paid={
                "tekun_basic": 48_000, "disability_living_subsidy": 0,
                "disability_nursing_subsidy": 0,
            },
        ),
        StackExample(
            says="孤儿不享受生活补贴，可享受护理补贴",
            granted={
                "orphan_allowance": 132_000, "disability_living_subsidy": 11_000,
                "disability_nursing_subsidy": 12_000,
            },
            paid={
                "orphan_allowance": 132_000, "disability_living_subsidy": 0,
                "disability_nursing_subsidy": 12_000,
            },
        ),
        StackExample(
            says="一项生活类、一项护理类：各自就高，两类同时享受",
            granted={
                "old_age_allowance": 10_000, "disability_living_subsidy": 11_000,
                "nursing_subsidy": 20_000, "disability_nursing_subsidy": 12_000,
            },
            paid={
                "old_age_allowance": 0, "disability_living_subsidy": 11_000,
                "nursing_subsidy": 20_000, "disability_nursing_subsidy": 0,
            },
        ),
    ),
)  # fmt: skip
