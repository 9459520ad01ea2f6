"""特殊贡献老年人集中供养: item 13 of the national list; its wording was not read."""

from datetime import date

from anhuai.benefits.catalogue.parts import (
    ELDER,
    HUKOU,
    LIST_SINCE,
    listed,
    preset,
    switch,
)
from anhuai.benefits.rules import Benefit, Condition, Example, Form, fact, lit
from anhuai.kernel.months import Month

offered = switch(
    "merit_centralised_offered", "清单列有特殊贡献老年人集中供养",
    "The list offers support to elders of special contribution",
)  # fmt: skip
_PERSON = {
    "born": date(1940, 1, 1), "hukou_here": True, "merit": True, "no_able_supporter": True,
}  # fmt: skip

definition = Benefit(
    title="特殊贡献老年人集中供养",
    title_en="Institution for elders of special contribution",
    says="烈士遗属、享受定期抚恤补助的老年伤残和复员军人等，无人供养的集中供养并给予医疗保障。",
    says_en="Support in an institution for elders of special contribution without supporters.",
    basis=listed(13),
    form=Form.SERVICE,
    group="merit",
    since=LIST_SINCE,
    conditions=(
        HUKOU,
        ELDER,
        Condition(
            code="merit", test=fact("merit") | fact("veterans_support"),
            title="在退役军人部门的特殊贡献名单内", title_en="On the veterans office's list",
            fails="不在特殊贡献名单内", fails_en="Not on the list",
        ),
        Condition(
            code="supporter", test=fact("no_able_supporter"),
            title="无法定供养人或其无能力", title_en="Nobody able to support",
            fails="有能供养的人", fails_en="Somebody is able to support",
        ),
        Condition(
            code="offered", test=offered.value,
            title="当地清单列有此项", title_en="On the local list",
            fails="当地清单没有此项", fails_en="Not on the local list",
        ),
    ),
    amount=lit(1, "persons"),
    values=(preset(offered, value=True, since=LIST_SINCE, basis=listed(13)),),
    examples=(
        Example(says="名单内、无人供养", month=Month(2026, 6), person=_PERSON, gives=1),
        Example(
            says="不在名单内", month=Month(2026, 6), person={**_PERSON, "merit": False},
            refused="merit",
        ),
        Example(
            says="子女能供养", month=Month(2026, 6),
            person={**_PERSON, "no_able_supporter": False}, refused="supporter",
        ),
        Example(
            says="供养情况没有核查", month=Month(2026, 6),
            person={"born": date(1940, 1, 1), "hukou_here": True, "merit": True},
            unknown="supporter",
        ),
        Example(
            says="当地清单没有此项", month=Month(2026, 6), person=_PERSON,
            values={"merit_centralised_offered": False}, refused="offered",
        ),
    ),
)  # fmt: skip
