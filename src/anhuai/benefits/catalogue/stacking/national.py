"""What holds everywhere: the top-up of unattended children, and tekun apart from dibao."""

from anhuai.benefits.rules import Relation, Stack, StackExample, StackingTable
from anhuai.kernel.confidence import Basis, Confidence

CHILDREN = Basis(document="民发〔2019〕62号、民发〔2020〕125号", confidence=Confidence.B)
RULES = (
    Stack(
        relation=Relation.TOP_UP, first="tekun_basic", second="unattended_child_allowance",
        basis=CHILDREN,
    ),
    Stack(
        relation=Relation.TOP_UP, first="disability_living_subsidy",
        second="unattended_child_allowance", basis=CHILDREN,
    ),
    Stack(
        relation=Relation.STACK, first="disability_nursing_subsidy",
        second="unattended_child_allowance", basis=CHILDREN,
    ),
)  # fmt: skip
"""Every province's table begins with these, as the nearest table decides alone."""

definition = StackingTable(
    title="全国通行规定",
    title_en="National: what may be drawn together",
    rules=RULES,
    examples=(
        StackExample(
            says="事实无人抚养儿童已享受困难残疾人生活补贴，补差",
            granted={"unattended_child_allowance": 132_000, "disability_living_subsidy": 11_000},
            paid={"unattended_child_allowance": 121_000, "disability_living_subsidy": 11_000},
        ),
        StackExample(
            says="护理补贴不扣减",
            granted={"unattended_child_allowance": 132_000, "disability_nursing_subsidy": 12_000},
            paid={"unattended_child_allowance": 132_000, "disability_nursing_subsidy": 12_000},
        ),
        StackExample(
            says="特困基本生活费高于标准，补差为零",
            granted={"unattended_child_allowance": 132_000, "tekun_basic": 132_000},
            paid={"unattended_child_allowance": 0, "tekun_basic": 132_000},
        ),
        StackExample(
            says="没有规定的两项同时享受",
            granted={"old_age_allowance": 5_000, "elderly_service_subsidy": 5_000},
            paid={"old_age_allowance": 5_000, "elderly_service_subsidy": 5_000},
        ),
    ),
)  # fmt: skip
