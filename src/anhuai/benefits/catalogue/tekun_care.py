"""特困人员照料护理: the second part of tekun support, in three grades of self-care."""

from datetime import date

from anhuai.benefits.catalogue.parts import HUKOU, RULES_SINCE, assistance_law
from anhuai.benefits.catalogue.tekun_basic import RECOGNISED
from anhuai.benefits.rules import Benefit, Example, Parameter, fact
from anhuai.benefits.rules.facts import SELF_CARE
from anhuai.kernel.divisions import Level
from anhuai.kernel.months import Month

standard = Parameter(
    code="tekun_care_standard", title="特困人员照料护理标准（每月）",
    title_en="Tekun care a month", keys=(SELF_CARE,), decided_by=Level.PREFECTURE,
)  # fmt: skip

_STANDARD = {"tekun_care_standard": {"able": 10_000, "partial": 30_000, "full": 60_000}}
_PERSON = {"born": date(1950, 1, 1), "hukou_here": True, "tekun": True}

_GRADES = tuple(
    Example(
        says=says,
        month=Month(2026, 7),
        person={**_PERSON, "self_care": grade},
        values=_STANDARD,
        gives=fen,
    )
    for says, grade, fen in (
        ("六项全能自主完成，全自理", "able", 10_000),
        ("三项以下不能，部分自理", "partial", 30_000),
        ("四项以上不能，完全不能自理", "full", 60_000),
    )
)

definition = Benefit(
    title="特困人员照料护理费",
    title_en="Tekun care",
    says="按全自理、部分自理、完全不能自理三档计发的照料护理费；标准由省或市确定。",
    says_en="Care for tekun persons by three grades of self-care.",
    basis=assistance_law("第 17 条", before=True),
    group="tekun",
    since=RULES_SINCE,
    conditions=(HUKOU, RECOGNISED),
    amount=standard.of(fact("self_care")),
    examples=(
        *_GRADES,
        Example(
            says="没有认定", month=Month(2026, 7),
            person={**_PERSON, "tekun": False, "self_care": "full"}, values=_STANDARD,
            refused="tekun",
        ),
        Example(
            says="没有做自理能力评估", month=Month(2026, 7), person=_PERSON, values=_STANDARD,
            unknown="amount",
        ),
        Example(
            says="标准没有规定", month=Month(2026, 7), person={**_PERSON, "self_care": "full"},
            unknown="amount",
        ),
    ),
)  # fmt: skip
