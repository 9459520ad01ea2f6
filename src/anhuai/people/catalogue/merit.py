"""有特殊贡献的老年人."""

from datetime import date

from anhuai.kernel.confidence import Basis, Confidence
from anhuai.people.rules.ages import ELDER
from anhuai.people.rules.circumstances import CircumstanceKind, Example, Group

definition = CircumstanceKind(
    title="有特殊贡献的老年人",
    title_en="Older person with special merit",
    says="符合集中供养条件的烈士遗属、老年伤残及复员退伍军人等。",
    says_en="An older person entitled to centralised support, such as "
    "bereaved kin of martyrs or old wounded and demobilised soldiers.",
    group=Group.ELDER,
    basis=Basis(
        document="",
        article="",
        confidence=Confidence.C,
        note="国家基本养老服务清单第 13 项，文字未核",
    ),
    from_age=ELDER,
    note="名单由退役军人事务部门提供。",
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
