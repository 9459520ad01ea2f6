"""特困人员基本生活: the first of the two parts of tekun support."""

from datetime import date

from anhuai.benefits.catalogue.parts import HUKOU, RULES_SINCE, assistance_law
from anhuai.benefits.rules import Benefit, Condition, Example, Parameter, fact
from anhuai.benefits.rules.facts import AREA
from anhuai.kernel.divisions import Level
from anhuai.kernel.months import Month

standard = Parameter(
    code="tekun_basic_standard", title="特困人员基本生活标准（每月）",
    title_en="Tekun basic living a month", keys=(AREA,), decided_by=Level.PREFECTURE,
)  # fmt: skip
RECOGNISED = Condition(
    code="tekun", test=fact("tekun"),
    title="已认定为特困人员", title_en="Recognised as tekun",
    fails="没有认定为特困人员", fails_en="Not recognised as tekun",
    clause="社会救助法第 16 条",
)  # fmt: skip

_STANDARD = {"tekun_basic_standard": {"rural": 48_000}}
_PERSON = {"born": date(1950, 1, 1), "hukou_here": True, "tekun": True}
_RURAL = {"area": "rural"}

definition = Benefit(
    title="特困人员基本生活费",
    title_en="Tekun basic living",
    says="特困人员按月领取的基本生活费，集中供养的拨付供养机构；标准由省或市确定。",
    says_en="Basic living for tekun persons, monthly; the standard is the province's or city's.",
    basis=assistance_law("第 17 条", before=True),
    group="tekun",
    since=RULES_SINCE,
    conditions=(HUKOU, RECOGNISED),
    amount=standard.of(fact("area")),
    examples=(
        Example(
            says="农村特困老人", month=Month(2026, 7), person=_PERSON, household=_RURAL,
            values=_STANDARD, gives=48_000,
        ),
        Example(
            says="没有认定", month=Month(2026, 7), person={**_PERSON, "tekun": False},
            household=_RURAL, values=_STANDARD, refused="tekun",
        ),
        Example(
            says="当月去世仍发", month=Month(2026, 7),
            person={**_PERSON, "died": date(2026, 7, 1)}, household=_RURAL, values=_STANDARD,
            gives=48_000,
        ),
        Example(
            says="城市标准没有规定", month=Month(2026, 7), person=_PERSON,
            household={"area": "urban"}, values=_STANDARD, unknown="amount",
        ),
        Example(
            says="城乡不明", month=Month(2026, 7), person=_PERSON, values=_STANDARD,
            unknown="amount",
        ),
    ),
)  # fmt: skip
