"""高龄老年人."""

from datetime import date

from anhuai.kernel.confidence import Basis, Confidence
from anhuai.placements.rules.priority import Example, Facts, Priority

_ON = date(2026, 6, 1)


def _holds(facts: Facts, on: date) -> bool:
    return facts.age(on) >= 80


def _facts(**more: object) -> Facts:
    given = {"key": 1, "applied_on": date(2026, 3, 1), "born": date(1950, 1, 1),
             "circumstances": {}} | more  # fmt: skip
    return Facts(**given)  # type: ignore[arg-type]


definition = Priority(
    title="高龄老年人（80岁以上）",
    title_en="Elders of 80 or more",
    rank=7,
    basis=Basis(
        document="中华人民共和国老年人权益保障法",
        article="第四十一条",
        confidence=Confidence.C,
        note="不困难的高龄老年人的先后没有查到国家规定，由县里设定",
    ),
    since=date(2013, 7, 1),
    test=_holds,
    examples=(
        Example(says="当天满80岁", facts=_facts(born=date(1946, 6, 1)), on=_ON, holds=True),
        Example(says="79岁", facts=_facts(born=date(1946, 6, 2)), on=_ON, holds=False),
    ),
)
