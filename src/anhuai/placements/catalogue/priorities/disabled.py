"""失能老年人."""

from datetime import date

from anhuai.kernel.confidence import Basis, Confidence
from anhuai.placements.rules.priority import Example, Facts, Priority

_ON = date(2026, 6, 1)


def _holds(facts: Facts, on: date) -> bool:
    del on
    return facts.level is not None and facts.level >= 2


def _facts(**more: object) -> Facts:
    given = {"key": 1, "applied_on": date(2026, 3, 1), "born": date(1950, 1, 1),
             "circumstances": {}} | more  # fmt: skip
    return Facts(**given)  # type: ignore[arg-type]


definition = Priority(
    title="失能老年人",
    title_en="Disabled elders",
    rank=6,
    basis=Basis(
        document="中华人民共和国老年人权益保障法",
        article="第四十一条",
        confidence=Confidence.C,
        note="不困难的失能老年人的先后没有查到国家规定，由县里设定",
    ),
    since=date(2013, 7, 1),
    test=_holds,
    examples=(
        Example(says="重度", facts=_facts(level=3), on=_ON, holds=True),
        Example(says="能力完好", facts=_facts(level=0), on=_ON, holds=False),
        Example(says="没有评估", facts=_facts(), on=_ON, holds=False),
    ),
)
