"""政府购买养老服务对象."""

from datetime import date

from anhuai.kernel.confidence import Basis, Confidence
from anhuai.people.rules.ages import ELDER
from anhuai.people.rules.circumstances import Choice, CircumstanceKind, Example, Group

definition = CircumstanceKind(
    title="政府购买养老服务对象",
    title_en="Receives purchased elderly care",
    says="由政府购买居家养老服务的老年人。",
    says_en="An older person for whom the government buys home-based care.",
    group=Group.ELDER,
    basis=Basis(document="临泽县“十四五”养老服务规划", article="", confidence=Confidence.A),
    from_age=ELDER,
    kinds=(
        Choice("hardship", "经济困难老年人", "Low-income older person"),
        Choice("scattered_tekun", "分散供养特困人员", "Scattered tekun"),
    ),
    examples=(
        Example(
            says="经济困难老年人", born=date(1950, 3, 1), since=date(2026, 11, 1), kind="hardship"
        ),
        Example(
            says="差一天满 60 周岁",
            born=date(1966, 11, 2),
            since=date(2026, 11, 1),
            kind="hardship",
            refused="too_young",
        ),
        Example(
            says="类别不在表内",
            born=date(1950, 3, 1),
            since=date(2026, 11, 1),
            kind="other",
            refused="kind",
        ),
    ),
)
