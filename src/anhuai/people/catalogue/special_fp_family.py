"""计划生育特殊家庭."""

from datetime import date

from anhuai.kernel.confidence import Basis, Confidence
from anhuai.people.rules.circumstances import CircumstanceKind, Example, Group, Unit

definition = CircumstanceKind(
    title="计划生育特殊家庭",
    title_en="Family of a dead or disabled only child",
    says="独生子女死亡，或伤残被评为三级以上，且未再生育、收养的家庭。",
    says_en="A family whose only child died or has a disability "
    "of grade 3 or worse, with no later birth or adoption.",
    group=Group.ELDER,
    basis=Basis(document="山东省养老服务条例", article="第七十四条第五项", confidence=Confidence.A),
    unit=Unit.FAMILY,
    note="定义见于山东条例。",
    examples=(Example(says="不限年龄", born=date(1990, 3, 1), since=date(2026, 11, 1)),),
)
