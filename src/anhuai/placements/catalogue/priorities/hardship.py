"""其他经济困难老年人."""

from datetime import date

from anhuai.kernel.confidence import Basis, Confidence
from anhuai.placements.rules.priority import Example, Facts, Priority

_ON = date(2026, 6, 1)
_POOR = frozenset({"dibao", "dibao_individual", "edge", "hardship_elder", "rigid_expenditure"})


def _holds(facts: Facts, on: date) -> bool:
    del on
    return not _POOR.isdisjoint(facts.circumstances)


def _facts(**more: object) -> Facts:
    given = {"key": 1, "applied_on": date(2026, 3, 1), "born": date(1950, 1, 1),
             "circumstances": {}} | more  # fmt: skip
    return Facts(**given)  # type: ignore[arg-type]


definition = Priority(
    title="其他经济困难老年人",
    title_en="Other elders in hardship",
    rank=4,
    basis=Basis(
        document="中华人民共和国老年人权益保障法",
        article="第四十一条",
        confidence=Confidence.A,
        note="第四十一条；包括哪些困难类别由县里设定",
    ),
    since=date(2013, 7, 1),
    test=_holds,
    examples=(
        Example(says="低保边缘", facts=_facts(circumstances={"edge": ""}), on=_ON, holds=True),
        Example(says="没有困难认定", facts=_facts(), on=_ON, holds=False),
    ),
)
