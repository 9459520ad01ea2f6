"""孤儿."""

from datetime import date

from anhuai.kernel.confidence import Basis, Confidence
from anhuai.people.rules.ages import MINOR
from anhuai.people.rules.circumstances import Choice, CircumstanceKind, Example, Group

definition = CircumstanceKind(
    title="孤儿",
    title_en="Orphan",
    says="父母双亡、双失踪，或一方死亡一方失踪的未成年人；在校就读的可延续。",
    says_en="A minor whose parents are both dead, both missing, or "
    "one dead and one missing; goes on while at school.",
    group=Group.CHILD,
    basis=Basis(
        document="民发〔2019〕62号、民发〔2020〕125号", article="", confidence=Confidence.B
    ),
    below_age=MINOR,
    goes_on_while="在校就读",
    kinds=(
        Choice("institution", "机构集中养育", "Institution"),
        Choice("scattered", "社会散居", "Scattered"),
    ),
    kind_title="养育方式",
    kind_title_en="Upbringing",
    needs_kind=True,
    exclusive_with=frozenset({"de_facto_unattended_child"}),
    examples=(
        Example(
            says="未满 18 周岁，到 18 周岁生日自动结束",
            born=date(2015, 6, 1),
            since=date(2026, 11, 1),
            until=date(2033, 6, 1),
            kind="scattered",
        ),
        Example(
            says="18 周岁生日当天，限龄依据未核实，只提醒",
            born=date(2008, 11, 1),
            since=date(2026, 11, 1),
            warned=("too_old",),
            kind="scattered",
        ),
        Example(
            says="没有选择养育方式", born=date(2015, 6, 1), since=date(2026, 11, 1), refused="kind"
        ),
    ),
)
