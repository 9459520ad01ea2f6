"""困境儿童."""

from datetime import date

from anhuai.kernel.confidence import Basis, Confidence
from anhuai.people.rules.ages import MINOR
from anhuai.people.rules.circumstances import Choice, CircumstanceKind, Example, Group

definition = CircumstanceKind(
    title="困境儿童",
    title_en="Child in difficulty",
    says="因家庭贫困、自身残疾或疾病、监护缺失或不当而陷入困境的未成年人。",
    says_en="A minor in difficulty through the family's poverty, "
    "own disability or illness, or missing or bad guardianship.",
    group=Group.CHILD,
    basis=Basis(
        document="国务院关于加强困境儿童保障工作的意见",
        article="国发〔2016〕36号",
        date=date(2016, 6, 13),
        confidence=Confidence.B,
    ),
    below_age=MINOR,
    kinds=(
        Choice("poverty", "家庭贫困", "Poverty"),
        Choice("own_illness", "自身残疾或疾病", "Own disability or illness"),
        Choice("guardianship", "监护缺失或不当", "Guardianship missing or abusive"),
    ),
    kind_title="困境类型",
    kind_title_en="Kind of difficulty",
    needs_kind=True,
    several_kinds=True,
    grades=(
        Choice("red", "红色", "Red"),
        Choice("yellow", "黄色", "Yellow"),
        Choice("blue", "蓝色", "Blue"),
        Choice("green", "绿色", "Green"),
    ),
    grade_title="风险等级",
    grade_title_en="Level of risk",
    note="风险四级为广东做法（转引）。",
    examples=(
        Example(
            says="未满 18 周岁，到 18 周岁生日自动结束",
            born=date(2015, 6, 1),
            since=date(2026, 11, 1),
            until=date(2033, 6, 1),
            kind="poverty",
            grade="yellow",
        ),
        Example(
            says="18 周岁生日当天，限龄依据未核实，只提醒",
            born=date(2008, 11, 1),
            since=date(2026, 11, 1),
            warned=("too_old",),
            kind="poverty",
            grade="yellow",
        ),
        Example(
            says="没有选择困境类型", born=date(2015, 6, 1), since=date(2026, 11, 1), refused="kind"
        ),
    ),
)
