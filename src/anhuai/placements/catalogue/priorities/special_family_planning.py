"""计划生育特殊家庭."""

from datetime import date

from anhuai.kernel.confidence import Basis, Confidence
from anhuai.placements.rules.priority import Example, Facts, Priority

_ON = date(2026, 6, 1)


def _holds(facts: Facts, on: date) -> bool:
    return "special_fp_family" in facts.circumstances and facts.age(on) >= 60


def _facts(**more: object) -> Facts:
    given = {"key": 1, "applied_on": date(2026, 3, 1), "born": date(1950, 1, 1),
             "circumstances": {}} | more  # fmt: skip
    return Facts(**given)  # type: ignore[arg-type]


definition = Priority(
    title="计划生育特殊家庭老年人",
    title_en="Special family-planning families",
    rank=5,
    basis=Basis(
        document="国家基本养老服务清单",
        article="第14项",
        confidence=Confidence.B,
        note="60岁以上优先享受机构养老；名次由县里设定",
    ),
    since=date(2013, 7, 1),
    test=_holds,
    examples=(
        Example(
            says="特殊家庭60岁",
            facts=_facts(circumstances={"special_fp_family": ""}, born=date(1966, 6, 1)),
            on=_ON,
            holds=True,
        ),
        Example(
            says="不到60岁",
            facts=_facts(circumstances={"special_fp_family": ""}, born=date(1966, 6, 2)),
            on=_ON,
            holds=False,
        ),
    ),
)
