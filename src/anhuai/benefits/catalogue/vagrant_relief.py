"""生活无着流浪乞讨老年人救助: item 16 of the national list; its type and wording are open."""

from datetime import date

from anhuai.benefits.catalogue.parts import ELDER, LIST_SINCE, listed, preset, switch
from anhuai.benefits.rules import Benefit, Condition, Example, Form, Place, fact, lit
from anhuai.kernel.months import Month

offered = switch(
    "vagrant_relief_offered", "清单列有流浪乞讨老年人救助",
    "The list offers relief to destitute elders",
)  # fmt: skip
_PERSON = {"born": date(1966, 6, 30), "vagrant": True}

definition = Benefit(
    title="生活无着流浪乞讨老年人救助",
    title_en="Relief for destitute elders",
    says="生活无着的流浪、乞讨老年人在所在地得到食宿、医疗和返乡等救助。",
    says_en="Food, shelter, treatment and the way home, where the person is found.",
    basis=listed(16),
    form=Form.SERVICE,
    place=Place.EVENT,
    group="urgent",
    since=LIST_SINCE,
    conditions=(
        ELDER,
        Condition(
            code="vagrant", test=fact("vagrant"),
            title="生活无着的流浪乞讨人员", title_en="Destitute and without a home",
            fails="不是生活无着的流浪乞讨人员", fails_en="Not destitute and without a home",
            clause="社会救助法第 13 条",
        ),
        Condition(
            code="offered", test=offered.value,
            title="当地清单列有此项", title_en="On the local list",
            fails="当地清单没有此项", fails_en="Not on the local list",
        ),
    ),
    amount=lit(1, "times"),
    values=(preset(offered, value=True, since=LIST_SINCE, basis=listed(16)),),
    examples=(
        Example(
            says="不问户籍，所在地救助", month=Month(2026, 6),
            person={**_PERSON, "hukou_here": False}, gives=1,
        ),
        Example(says="差一个月满 60 周岁", month=Month(2026, 5), person=_PERSON, refused="age"),
        Example(
            says="有家可归", month=Month(2026, 6), person={**_PERSON, "vagrant": False},
            refused="vagrant",
        ),
        Example(
            says="当地清单没有此项", month=Month(2026, 6), person=_PERSON,
            values={"vagrant_relief_offered": False}, refused="offered",
        ),
    ),
)  # fmt: skip
