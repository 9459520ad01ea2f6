"""孤儿基本生活费: a child whose parents are dead or declared missing."""

from datetime import date

from anhuai.benefits.catalogue.parts import HUKOU
from anhuai.benefits.rules import (
    ORPHAN_KIND,
    Benefit,
    Condition,
    Example,
    Parameter,
    Spell,
    every,
    fact,
    known,
    some,
)
from anhuai.kernel.confidence import Basis, Confidence
from anhuai.kernel.months import Month

CHILDREN = Basis(
    document="民发〔2019〕62号、民发〔2020〕125号",
    confidence=Confidence.B,
)  # fmt: skip
standard = Parameter(
    code="orphan_standard", title="孤儿基本生活费标准（每月）", title_en="Orphan standard a month",
    keys=(ORPHAN_KIND,),
)  # fmt: skip

father, mother = fact("father_state"), fact("mother_state")
both_gone = every(
    father.one_of("dead", "declared_missing"), mother.one_of("dead", "declared_missing")
)
SIGN = Condition(
    code="sign",
    test=some(
        known(father), known(mother), fact("orphan"), fact("de_facto_unattended_child"),
    ),
    title="已登记父母状况或已有认定", title_en="A parent's state or a recognition is recorded",
    fails="没有登记父母一方不能抚养的情形", fails_en="No state of a parent is recorded",
)  # fmt: skip
"""Every other child of the county is no finding."""
CHILD = Condition(
    code="child",
    test=some(
        fact("age") < 18,
        every(some(fact("orphan"), fact("de_facto_unattended_child")), fact("in_school")),
    ),
    title="未满 18 周岁，或已满 18 周岁仍在校就读", title_en="Under 18, or still at school",
    fails="已满 18 周岁且不在校", fails_en="18 or over and not at school",
    clause="民发〔2019〕62号",
)  # fmt: skip

_STANDARD = {"orphan_standard": {"institution": 180_000, "scattered": 132_000}}
_PERSON = {
    "born": date(2010, 6, 15), "hukou_here": True, "orphan": True, "orphan_kind": "scattered",
    "father_state": "dead", "mother_state": "dead",
}  # fmt: skip

definition = Benefit(
    title="孤儿基本生活费",
    title_en="Orphan allowance",
    says="父母双亡、双失踪或一方死亡一方失踪的未成年人按月领取；满 18 周岁后仍在校就读的延续。",
    says_en="Monthly for children whose parents are dead or missing; goes on while at school.",
    basis=CHILDREN,
    group="child",
    since=Month(2020, 1),
    conditions=(
        HUKOU,
        SIGN,
        CHILD,
        Condition(
            code="parents", test=both_gone,
            title="父母双亡、双失踪或一方死亡一方失踪", title_en="Both parents dead or missing",
            fails="父母不是都死亡或失踪", fails_en="Not both parents are dead or missing",
            clause="民发〔2019〕62号",
        ),
    ),
    amount=standard.of(fact("orphan_kind")),
    examples=(
        Example(
            says="父母双亡、社会散居", month=Month(2026, 6), person=_PERSON, values=_STANDARD,
            gives=132_000,
        ),
        Example(
            says="父亡母失踪、机构养育", month=Month(2026, 6),
            person={**_PERSON, "mother_state": "declared_missing", "orphan_kind": "institution"},
            values=_STANDARD, gives=180_000,
        ),
        Example(
            says="母亲 6 月被宣告失踪，当月起发", month=Month(2026, 6),
            person={
                **_PERSON,
                "mother_state": (
                    Spell("lost_contact", until=date(2026, 6, 20)),
                    Spell("declared_missing", since=date(2026, 6, 20)),
                ),
            },
            values=_STANDARD, gives=132_000,
        ),
        Example(
            says="同一人 5 月还不是孤儿", month=Month(2026, 5),
            person={
                **_PERSON,
                "mother_state": (
                    Spell("lost_contact", until=date(2026, 6, 20)),
                    Spell("declared_missing", since=date(2026, 6, 20)),
                ),
            },
            values=_STANDARD, refused="parents",
        ),
        Example(
            says="一方失联不是孤儿", month=Month(2026, 6),
            person={**_PERSON, "mother_state": "lost_contact"}, values=_STANDARD,
            refused="parents",
        ),
        Example(
            says="母亲状况不明", month=Month(2026, 6),
            person={key: _PERSON[key] for key in _PERSON if key != "mother_state"},
            values=_STANDARD, unknown="parents",
        ),
        Example(
            says="满 18 周岁当月仍在校", month=Month(2028, 6),
            person={**_PERSON, "in_school": True}, values=_STANDARD, gives=132_000,
        ),
        Example(
            says="满 18 周岁当月不在校", month=Month(2028, 6),
            person={**_PERSON, "in_school": False}, values=_STANDARD, refused="child",
        ),
        Example(
            says="父母都在的孩子没有登记，不作待核", month=Month(2026, 6),
            person={"born": date(2015, 1, 1), "hukou_here": True}, values=_STANDARD,
            refused="sign",
        ),
        Example(says="地方尚未规定标准", month=Month(2026, 6), person=_PERSON, unknown="amount"),
    ),
)  # fmt: skip
