"""认知障碍."""

from datetime import date

from anhuai.kernel.confidence import Basis, Confidence
from anhuai.people.rules.ages import ELDER
from anhuai.people.rules.circumstances import CircumstanceKind, Example, Group

definition = CircumstanceKind(
    title="认知障碍",
    title_en="Cognitive impairment",
    says="失智或有认知障碍的老年人。",
    says_en="An older person with dementia or another cognitive impairment.",
    group=Group.ELDER,
    basis=Basis(
        document="浙江省社会养老服务促进条例", article="第三十六条", confidence=Confidence.A
    ),
    from_age=ELDER,
    note="条例只见于浙江；名称依术语表。",
    examples=(
        Example(says="满 60 周岁当天可以登记", born=date(1966, 11, 1), since=date(2026, 11, 1)),
        Example(
            says="差一天满 60 周岁",
            born=date(1966, 11, 2),
            since=date(2026, 11, 1),
            refused="too_young",
        ),
    ),
)
