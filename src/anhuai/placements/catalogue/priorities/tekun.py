"""特困人员：集中供养最先."""

from datetime import date

from anhuai.kernel.confidence import Basis, Confidence
from anhuai.placements.rules.priority import Example, Facts, Priority

_ON = date(2026, 6, 1)


def _holds(facts: Facts, on: date) -> bool:
    del on
    return "tekun" in facts.circumstances


def _facts(**more: object) -> Facts:
    given = {"key": 1, "applied_on": date(2026, 3, 1), "born": date(1950, 1, 1),
             "circumstances": {}} | more  # fmt: skip
    return Facts(**given)  # type: ignore[arg-type]


definition = Priority(
    title="特困人员",
    title_en="Persons in special hardship (tekun)",
    rank=1,
    basis=Basis(
        document="中华人民共和国老年人权益保障法",
        article="第三十一条",
        confidence=Confidence.A,
        note="特困供养见第三十一条；排在最前是产品缺省，由县里设定",
    ),
    since=date(2013, 7, 1),
    test=_holds,
    examples=(
        Example(says="特困人员", facts=_facts(circumstances={"tekun": "full"}), on=_ON, holds=True),
        Example(
            says="低保不是特困", facts=_facts(circumstances={"dibao": ""}), on=_ON, holds=False
        ),
    ),
)
