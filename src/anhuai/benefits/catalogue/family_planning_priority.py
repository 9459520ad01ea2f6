"""计划生育特殊家庭老年人优先入住: item 14 of the national list; its wording was not read."""

from datetime import date

from anhuai.benefits.catalogue.parts import (
    ELDER,
    LIST_SINCE,
    RESIDENT,
    listed,
    preset,
    switch,
)
from anhuai.benefits.rules import Benefit, Condition, Example, Form, Place, fact, lit
from anhuai.kernel.months import Month

offered = switch(
    "family_planning_priority_offered", "清单列有计划生育特殊家庭优先入住",
    "The list offers priority to special family-planning families",
)  # fmt: skip
_PERSON = {"born": date(1966, 6, 30), "lives_here": True, "special_fp_family": True}

definition = Benefit(
    title="计划生育特殊家庭老年人优先入住公办机构",
    title_en="Priority in public institutions",
    says="60 周岁以上计划生育特殊家庭老年人同等条件下优先入住政府投资兴办的养老机构。",
    says_en="Elders of special family-planning families go first in public institutions.",
    basis=listed(14),
    form=Form.STATUS,
    is_looked_up=True,
    place=Place.RESIDENCE,
    group="elder_institution",
    since=LIST_SINCE,
    conditions=(
        RESIDENT,
        ELDER,
        Condition(
            code="family", test=fact("special_fp_family"),
            title="计划生育特殊家庭", title_en="Of a special family-planning family",
            fails="不是计划生育特殊家庭", fails_en="Not of such a family",
        ),
        Condition(
            code="offered", test=offered.value,
            title="当地清单列有此项", title_en="On the local list",
            fails="当地清单没有此项", fails_en="Not on the local list",
            clause="老年人权益保障法第 41 条",
        ),
    ),
    amount=lit(1, "persons"),
    values=(preset(offered, value=True, since=LIST_SINCE, basis=listed(14)),),
    examples=(
        Example(says="满 60 周岁当月", month=Month(2026, 6), person=_PERSON, gives=1),
        Example(says="差一个月", month=Month(2026, 5), person=_PERSON, refused="age"),
        Example(
            says="不是特殊家庭", month=Month(2026, 6),
            person={**_PERSON, "special_fp_family": False}, refused="family",
        ),
        Example(
            says="当地清单没有此项", month=Month(2026, 6), person=_PERSON,
            values={"family_planning_priority_offered": False}, refused="offered",
        ),
    ),
)  # fmt: skip
