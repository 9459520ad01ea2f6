"""经济困难老年人."""

from datetime import date

from anhuai.kernel.confidence import Basis, Confidence
from anhuai.people.rules.ages import ELDER
from anhuai.people.rules.circumstances import CircumstanceKind, Example, Group

definition = CircumstanceKind(
    title="经济困难老年人",
    title_en="Low-income older person",
    says="享受养老服务补贴、护理补贴等项目的经济困难老年人；认定口径由当地规定。",
    says_en="A low-income older person entitled to service "
    "and nursing subsidies; the locality decides who is.",
    group=Group.ELDER,
    basis=Basis(
        document="国家基本养老服务清单",
        article="第 5 至 7 项",
        date=date(2023, 5, 21),
        confidence=Confidence.B,
    ),
    from_age=ELDER,
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
