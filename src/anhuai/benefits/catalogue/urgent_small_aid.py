"""小额快救: help first, papers later, where the emergency happened, without a means test."""

from datetime import date

from anhuai.benefits.catalogue.parts import LAW_SINCE, assistance_law
from anhuai.benefits.rules import Benefit, Condition, Example, Parameter, Period, Place, fact
from anhuai.kernel.months import Month

most = Parameter(
    code="urgent_small_aid_most", title="小额快救上限（每人每次）",
    title_en="Most that is paid at once",
)  # fmt: skip
_PERSON = {"born": date(1990, 1, 1), "urgent_event": True}

definition = Benefit(
    title="急难小额快救",
    title_en="Small urgent aid",
    says="遭遇急难的人员在事发地直接登记、先行救助，不核对收入、不公示，3 日内办结。",
    says_en="Registered where it happened, without means test or publication, within three days.",
    basis=assistance_law("第 50 条"),
    period=Period.ONCE,
    place=Place.EVENT,
    group="urgent",
    since=LAW_SINCE,
    conditions=(
        Condition(
            code="event", test=fact("urgent_event"),
            title="本月遭遇急难", title_en="Struck by an emergency this month",
            fails="本月没有登记急难", fails_en="No emergency registered this month",
            clause="社会救助法第 50 条；民政部、财政部 2026 年 1 月指导意见",
        ),
    ),
    amount=most.value,
    examples=(
        Example(
            says="外地户籍也可以在事发地救助", month=Month(2026, 7),
            person={**_PERSON, "hukou_here": False},
            values={"urgent_small_aid_most": 100_000}, gives=100_000,
        ),
        Example(
            says="没有登记急难", month=Month(2026, 7), person={"born": date(1990, 1, 1)},
            values={"urgent_small_aid_most": 100_000}, refused="event",
        ),
        Example(
            says="收入不明不影响", month=Month(2026, 7), person=_PERSON, household={},
            values={"urgent_small_aid_most": 100_000}, gives=100_000,
        ),
        Example(says="县里尚未规定上限", month=Month(2026, 7), person=_PERSON, unknown="amount"),
    ),
)  # fmt: skip
