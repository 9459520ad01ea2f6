"""事实无人抚养儿童."""

from datetime import date

from anhuai.kernel.confidence import Basis, Confidence
from anhuai.people.rules.ages import MINOR
from anhuai.people.rules.circumstances import CircumstanceKind, Example, Group

definition = CircumstanceKind(
    title="事实无人抚养儿童",
    title_en="De facto unattended child",
    says="父母均不能履行抚养义务（重残、重病、服刑、失联等），或一方死亡、失踪且另一方如此的未成年人。",
    says_en="A minor whose parents both cannot care (disability, illness, prison, lost "
    "contact …), or one dead or missing and the other so.",
    group=Group.CHILD,
    basis=Basis(
        document="关于进一步加强事实无人抚养儿童保障工作的意见",
        article="民发〔2019〕62号、民发〔2020〕125号",
        confidence=Confidence.B,
    ),
    below_age=MINOR,
    goes_on_while="在校就读",
    exclusive_with=frozenset({"orphan"}),
    examples=(
        Example(
            says="未满 18 周岁，到 18 周岁生日自动结束",
            born=date(2015, 6, 1),
            since=date(2026, 11, 1),
            until=date(2033, 6, 1),
        ),
        Example(
            says="18 周岁生日当天，限龄依据未核实，只提醒",
            born=date(2008, 11, 1),
            since=date(2026, 11, 1),
            warned=("too_old",),
        ),
        Example(
            says="已认定为孤儿",
            born=date(2015, 6, 1),
            since=date(2026, 11, 1),
            holds=("orphan",),
            refused="exclusive",
        ),
    ),
)
