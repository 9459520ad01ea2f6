"""经济困难的高龄老年人."""

from datetime import date

from anhuai.kernel.confidence import Basis, Confidence
from anhuai.placements.rules.priority import Example, Facts, Priority

_ON = date(2026, 6, 1)
_POOR = frozenset({"dibao", "dibao_individual", "edge", "hardship_elder"})


def _holds(facts: Facts, on: date) -> bool:
    poor = not _POOR.isdisjoint(facts.circumstances)
    return poor and facts.age(on) >= 80


def _facts(**more: object) -> Facts:
    given = {"key": 1, "applied_on": date(2026, 3, 1), "born": date(1950, 1, 1),
             "circumstances": {}} | more  # fmt: skip
    return Facts(**given)  # type: ignore[arg-type]


definition = Priority(
    title="经济困难的高龄老年人（80岁以上）",
    title_en="Elders of 80 or more in hardship",
    rank=3,
    basis=Basis(
        document="中华人民共和国老年人权益保障法",
        article="第四十一条",
        confidence=Confidence.A,
        note="第四十一条列高龄；80岁为通行口径，由县里设定",
    ),
    since=date(2013, 7, 1),
    test=_holds,
    examples=(
        Example(
            says="当天满80岁",
            facts=_facts(circumstances={"dibao": ""}, born=date(1946, 6, 1)),
            on=_ON,
            holds=True,
        ),
        Example(
            says="差一天80岁",
            facts=_facts(circumstances={"dibao": ""}, born=date(1946, 6, 2)),
            on=_ON,
            holds=False,
        ),
    ),
)
