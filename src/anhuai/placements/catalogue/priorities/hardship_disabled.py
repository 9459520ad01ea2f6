"""经济困难的失能老年人."""

from datetime import date

from anhuai.kernel.confidence import Basis, Confidence
from anhuai.placements.rules.priority import Example, Facts, Priority

_ON = date(2026, 6, 1)
_POOR = frozenset({"dibao", "dibao_individual", "edge", "hardship_elder"})


def _holds(facts: Facts, on: date) -> bool:
    del on
    poor = not _POOR.isdisjoint(facts.circumstances)
    return poor and facts.level is not None and facts.level >= 2


def _facts(**more: object) -> Facts:
    given = {"key": 1, "applied_on": date(2026, 3, 1), "born": date(1950, 1, 1),
             "circumstances": {}} | more  # fmt: skip
    return Facts(**given)  # type: ignore[arg-type]


definition = Priority(
    title="经济困难的失能老年人",
    title_en="Disabled elders in hardship",
    rank=2,
    basis=Basis(
        document="中华人民共和国老年人权益保障法",
        article="第四十一条",
        confidence=Confidence.A,
        note="第四十一条列经济困难的孤寡、失能、高龄；中度（2级）及以上作失能是产品缺省",
    ),
    since=date(2013, 7, 1),
    test=_holds,
    examples=(
        Example(
            says="低保且中度失能",
            facts=_facts(circumstances={"dibao": ""}, level=2),
            on=_ON,
            holds=True,
        ),
        Example(
            says="低保轻度", facts=_facts(circumstances={"dibao": ""}, level=1), on=_ON, holds=False
        ),
        Example(
            says="低保未评估：不知道不算失能",
            facts=_facts(circumstances={"dibao": ""}),
            on=_ON,
            holds=False,
        ),
    ),
)
