"""集中供养: item 11 of the national list; a place in an institution for a tekun elder."""

from datetime import date

from anhuai.benefits.catalogue.parts import ELDER, HUKOU, LIST_SINCE, listed
from anhuai.benefits.catalogue.tekun_basic import RECOGNISED
from anhuai.benefits.rules import Benefit, Condition, Example, Form, fact, lit
from anhuai.kernel.months import Month

_PERSON = {
    "born": date(1950, 1, 1), "hukou_here": True, "tekun": True, "tekun_support": "centralised",
}  # fmt: skip

definition = Benefit(
    title="特困老年人集中供养",
    title_en="Tekun elders in an institution",
    says="选择集中供养的特困老年人由供养服务机构供养；生活费和护理费另行计发给机构。",
    says_en="A place in an institution for tekun elders who choose it.",
    basis=listed(11),
    form=Form.SERVICE,
    group="tekun",
    since=LIST_SINCE,
    conditions=(
        HUKOU,
        ELDER,
        RECOGNISED,
        Condition(
            code="centralised", test=fact("tekun_support").is_("centralised"),
            title="选择集中供养", title_en="Supported in an institution by choice",
            fails="没有选择集中供养", fails_en="Has not chosen an institution",
            clause="国家基本养老服务清单第 11 项；社会救助法第 16 条",
        ),
    ),
    amount=lit(1, "persons"),
    examples=(
        Example(
            says="没有认定为特困人员", month=Month(2026, 7), person={**_PERSON, "tekun": False},
            refused="tekun",
        ),
        Example(says="选择集中供养", month=Month(2026, 7), person=_PERSON, gives=1),
        Example(
            says="选择分散供养", month=Month(2026, 7),
            person={**_PERSON, "tekun_support": "scattered"}, refused="centralised",
        ),
        Example(
            says="未满 60 周岁的特困人员不在养老清单内", month=Month(2026, 7),
            person={**_PERSON, "born": date(1966, 8, 1)}, refused="age",
        ),
        Example(
            says="供养方式没有登记", month=Month(2026, 7),
            person={"born": date(1950, 1, 1), "hukou_here": True, "tekun": True},
            unknown="centralised",
        ),
    ),
)  # fmt: skip
