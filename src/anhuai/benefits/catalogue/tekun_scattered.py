"""分散供养服务: item 10 of the national list; what is done for a tekun elder at home."""

from datetime import date

from anhuai.benefits.catalogue.parts import ELDER, HUKOU, LIST_SINCE, listed
from anhuai.benefits.catalogue.tekun_basic import RECOGNISED
from anhuai.benefits.rules import (
    Benefit,
    Condition,
    Example,
    Form,
    Kind,
    Parameter,
    Type,
    fact,
)
from anhuai.kernel.months import Month

services = Parameter(
    code="tekun_scattered_services", title="分散供养特困老人上门照料次数（每月）",
    title_en="Services at home a month", type=Type(Kind.INT, "times"), most=200,
)  # fmt: skip
_PERSON = {
    "born": date(1950, 1, 1), "hukou_here": True, "tekun": True, "tekun_support": "scattered",
}  # fmt: skip

definition = Benefit(
    title="特困老年人分散供养服务",
    title_en="Tekun elders at home",
    says="在家供养的特困老年人由受托人照料；次数和内容由地方规定，生活费和护理费另行计发。",
    says_en="Care at home for tekun elders; how often is local. Money is decided separately.",
    basis=listed(10),
    form=Form.SERVICE,
    group="tekun",
    since=LIST_SINCE,
    conditions=(
        HUKOU,
        ELDER,
        RECOGNISED,
        Condition(
            code="scattered", test=fact("tekun_support").is_("scattered"),
            title="选择分散供养", title_en="Supported at home by choice",
            fails="不是分散供养", fails_en="Not supported at home",
            clause="国家基本养老服务清单第 10 项；社会救助法第 16 条",
        ),
    ),
    amount=services.value,
    examples=(
        Example(
            says="没有认定为特困人员", month=Month(2026, 7), person={**_PERSON, "tekun": False},
            refused="tekun",
        ),
        Example(
            says="分散供养，县定每月 4 次", month=Month(2026, 7), person=_PERSON,
            values={"tekun_scattered_services": 4}, gives=4,
        ),
        Example(
            says="集中供养", month=Month(2026, 7),
            person={**_PERSON, "tekun_support": "centralised"},
            values={"tekun_scattered_services": 4}, refused="scattered",
        ),
        Example(says="县里尚未规定次数", month=Month(2026, 7), person=_PERSON, unknown="amount"),
    ),
)  # fmt: skip
