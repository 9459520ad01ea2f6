"""事实无人抚养儿童基本生活补贴: each parent dead, missing or unable, and not an orphan."""

from datetime import date

from anhuai.benefits.catalogue.orphan_allowance import (
    CHILD,
    CHILDREN,
    SIGN,
    both_gone,
    father,
    mother,
    standard,
)
from anhuai.benefits.catalogue.parts import HUKOU
from anhuai.benefits.rules import (
    ORPHAN_KIND,
    Benefit,
    Condition,
    Example,
    Spell,
    code,
    every,
    fact,
    largest,
    money,
)
from anhuai.kernel.months import Month

_STANDARD = {"orphan_standard": {"institution": 180_000, "scattered": 132_000}}
_PERSON = {
    "born": date(2012, 2, 29), "hukou_here": True, "father_state": "imprisoned",
    "mother_state": "lost_contact",
}  # fmt: skip
_JAILED = (
    Spell("imprisoned", since=date(2024, 1, 10), until=date(2026, 6, 30)),
    Spell("able", since=date(2026, 6, 30)),
)

definition = Benefit(
    title="事实无人抚养儿童基本生活补贴",
    title_en="Allowance for de facto unattended children",
    says="父母双方均重残、重病、服刑、戒毒、失联等，或一方死亡失踪、另一方有上述情形的儿童，"
    "按孤儿标准按月领取；已享受低保、特困、困难残疾人生活补贴的补差。",
    says_en="Monthly at the orphan standard where neither parent can raise the child; topped up.",
    basis=CHILDREN,
    group="child",
    since=Month(2020, 1),
    conditions=(
        HUKOU,
        SIGN,
        CHILD,
        Condition(
            code="parents", test=every(father.is_not("able"), mother.is_not("able")),
            title="父母双方都不能履行抚养义务", title_en="Neither parent can raise the child",
            fails="父母至少一方能履行抚养义务", fails_en="A parent is able to raise the child",
            clause="民发〔2019〕62号",
        ),
        Condition(
            code="no_orphan", test=~both_gone,
            title="不属于孤儿", title_en="Not an orphan",
            fails="属于孤儿，按孤儿保障", fails_en="An orphan, and paid as such",
        ),
    ),
    amount=largest(
        standard.of(code(ORPHAN_KIND, "scattered")) - fact("dibao_drawn"), money(0)
    ),
    examples=(
        Example(
            says="没有登记任何一方的情形", month=Month(2026, 6),
            person={"born": date(2015, 1, 1), "hukou_here": True}, values=_STANDARD,
            refused="sign",
        ),
        Example(
            says="父服刑、母失联", month=Month(2026, 6), person=_PERSON, values=_STANDARD,
            gives=132_000,
        ),
        Example(
            says="父死亡、母重病", month=Month(2026, 6),
            person={**_PERSON, "father_state": "dead", "mother_state": "serious_illness"},
            values=_STANDARD, gives=132_000,
        ),
        Example(
            says="父母双亡是孤儿", month=Month(2026, 6),
            person={**_PERSON, "father_state": "dead", "mother_state": "dead"},
            values=_STANDARD, refused="no_orphan",
        ),
        Example(
            says="父亲 6 月 30 日刑满，5 月仍发", month=Month(2026, 5),
            person={**_PERSON, "father_state": _JAILED}, values=_STANDARD, gives=132_000,
        ),
        Example(
            says="月底已刑满，6 月停发", month=Month(2026, 6),
            person={**_PERSON, "father_state": _JAILED}, values=_STANDARD, refused="parents",
        ),
        Example(
            says="母亲状况没有登记", month=Month(2026, 6),
            person={key: _PERSON[key] for key in _PERSON if key != "mother_state"},
            values=_STANDARD, unknown="parents",
        ),
        Example(
            says="父亲能抚养，母亲不明也不必再查", month=Month(2026, 6),
            person={"born": date(2015, 1, 1), "hukou_here": True, "father_state": "able"},
            values=_STANDARD, refused="parents",
        ),
        Example(
            says="随家庭领低保，补差", month=Month(2026, 6),
            person={**_PERSON, "dibao_drawn": 36_900}, values=_STANDARD, gives=95_100,
        ),
        Example(
            says="低保已高于标准", month=Month(2026, 6),
            person={**_PERSON, "dibao_drawn": 132_000}, values=_STANDARD, refused="amount",
        ),
        Example(
            says="2 月 29 日出生，2030 年 2 月仍未满 18 周岁", month=Month(2030, 2),
            person={**_PERSON, "in_school": False}, values=_STANDARD, gives=132_000,
        ),
        Example(
            says="2030 年 3 月 1 日满 18 周岁且不在校", month=Month(2030, 3),
            person={**_PERSON, "in_school": False}, values=_STANDARD, refused="child",
        ),
    ),
)  # fmt: skip
