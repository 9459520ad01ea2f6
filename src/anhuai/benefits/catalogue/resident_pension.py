"""城乡居民基本养老保险: item 2 of the national list, paid by social insurance from 60."""

from datetime import date

from anhuai.benefits.catalogue.parts import ELDER, LIST_SINCE, listed
from anhuai.benefits.rules import Benefit, Condition, Example, Form, fact, known
from anhuai.kernel.months import Month

_PERSON = {
    "born": date(1966, 6, 30), "resident_pension": True, "resident_pension_month": 17_000,
}  # fmt: skip

definition = Benefit(
    title="城乡居民基本养老保险待遇",
    title_en="Resident pension",
    says="年满 60 周岁、参加城乡居民养老保险的人员按月领取养老金，由社会保险机构发放。",
    says_en="The monthly pension of insured residents from 60, paid by social insurance.",
    basis=listed(2),
    form=Form.ELSEWHERE,
    group="pension",
    since=LIST_SINCE,
    conditions=(
        ELDER,
        Condition(
            code="compared", test=known(fact("resident_pension")),
            title="已与社会保险登记比对", title_en="Compared with the social insurance register",
            fails="社会保险登记尚未比对，无从得知", fails_en="Not yet compared, so not known",
        ),
        Condition(
            code="draws", test=fact("resident_pension"),
            title="社会保险登记为城乡居民养老金领取人", title_en="Registered as drawing it",
            fails="没有领取城乡居民养老金", fails_en="Draws no resident pension",
            clause="国家基本养老服务清单第 2 项",
        ),
    ),
    amount=fact("resident_pension_month"),
    examples=(
        Example(
            says="已比对，没有领取", month=Month(2026, 6),
            person={**_PERSON, "resident_pension": False}, refused="draws",
        ),
        Example(says="满 60 周岁当月", month=Month(2026, 6), person=_PERSON, gives=17_000),
        Example(says="差一个月", month=Month(2026, 5), person=_PERSON, refused="age"),
        Example(
            says="社保登记尚未比对", month=Month(2026, 6), person={"born": date(1950, 1, 1)},
            refused="compared",
        ),
    ),
)  # fmt: skip
