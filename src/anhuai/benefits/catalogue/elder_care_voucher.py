"""养老服务消费补贴: from 2026 a monthly e-voucher for moderately to completely disabled elders."""

from datetime import date

from anhuai.benefits.catalogue.nursing_subsidy import definition as nursing
from anhuai.benefits.catalogue.parts import (
    ASSESSED,
    ELDER,
    PERCENT,
    RESIDENT,
    SCALE,
    preset,
    switch,
    unverified,
)
from anhuai.benefits.rules import (
    Benefit,
    Condition,
    Example,
    Form,
    Parameter,
    Place,
    cases,
    every,
    fact,
    lit,
    share,
    smallest,
)
from anhuai.kernel.confidence import Basis, Confidence
from anhuai.kernel.money import Rounding
from anhuai.kernel.months import Month

NOTICE = Basis(
    document="民办函〔2025〕49号（养老服务消费补贴）",
    date=date(2025, 12, 26), confidence=Confidence.B,
)  # fmt: skip
SINCE = Month(2026, 1)
most = Parameter(
    code="elder_care_voucher_most", title="养老服务消费补贴上限（每月）",
    title_en="Most a month", decided_by=None,
)  # fmt: skip
at_home = Parameter(
    code="elder_care_voucher_home", title="居家和社区服务抵扣比例", title_en="Share paid at home",
    type=PERCENT, most=100, decided_by=None,
)  # fmt: skip
inside = Parameter(
    code="elder_care_voucher_institution", title="机构服务抵扣比例",
    title_en="Share paid in an institution", type=PERCENT, most=100, decided_by=None,
)  # fmt: skip
beside_nursing = switch(
    "elder_care_voucher_beside_nursing", "养老服务消费补贴可与护理补贴同时享受",
    "May be drawn beside the nursing subsidy",
)  # fmt: skip

ability, bill = fact("ability"), fact("care_bill_month")
draws_nursing = every(*(one.test for one in nursing.conditions))
hundred = lit(100, "percent")
_PERSON = {"born": date(1950, 1, 1), "lives_here": True, "hukou_here": True, "ability": "2"}
_NURSED = {
    **_PERSON, "hukou_here": True, "dibao": True, "ability": "3", "care_bill_month": 100_000,
}  # fmt: skip

definition = Benefit(
    title="养老服务消费补贴",
    title_en="Care voucher",
    says="中度以上失能的常住老年人按月领取电子消费券，居家服务抵扣账单的 50%、机构服务抵扣 40%，"
    "每月不超过 800 元。",
    says_en="A monthly e-voucher: half the bill at home, 40 % in an institution, at most 800 yuan.",
    basis=NOTICE,
    form=Form.VOUCHER,
    place=Place.RESIDENCE,
    group="elder_voucher",
    since=SINCE,
    conditions=(
        RESIDENT,
        ELDER,
        ASSESSED,
        SCALE,
        Condition(
            code="level", test=ability >= "2",
            title="评估为中度、重度或完全失能",
            title_en="Moderately, severely or completely disabled",
            fails="不是中度以上失能", fails_en="Not moderately disabled or worse",
            clause="民办函〔2025〕49号",
        ),
        Condition(
            code="beside", test=beside_nursing.value | ~draws_nursing,
            title="没有领取护理补贴，或当地允许同时享受",
            title_en="Draws no nursing subsidy, or may draw both",
            fails="已领取护理补贴，当地不允许同时享受",
            fails_en="Draws the nursing subsidy instead",
        ),
    ),
    amount=smallest(
        most.value,
        cases(
            (fact("in_institution"), share(bill, inside.value, hundred, Rounding.DOWN)),
            otherwise=share(bill, at_home.value, hundred, Rounding.DOWN),
        ),
    ),
    values=(
        preset(most, 80_000, SINCE, NOTICE),
        preset(at_home, 50, SINCE, NOTICE),
        preset(inside, 40, SINCE, NOTICE),
        preset(
            beside_nursing, value=True, since=SINCE,
            basis=unverified("与现金补贴能否同时享受由地方规定，未见全国口径"),
        ),
        *nursing.values,
    ),
    examples=(
        Example(
            says="居家，账单 1000 元抵扣一半", month=Month(2026, 6),
            person={**_PERSON, "care_bill_month": 100_000}, gives=50_000,
        ),
        Example(
            says="居家，账单 1600 元恰到上限", month=Month(2026, 6),
            person={**_PERSON, "care_bill_month": 160_000}, gives=80_000,
        ),
        Example(
            says="居家，账单多两分，仍是上限", month=Month(2026, 6),
            person={**_PERSON, "care_bill_month": 160_002}, gives=80_000,
        ),
        Example(
            says="居家，账单 3 分，半分舍去", month=Month(2026, 6),
            person={**_PERSON, "care_bill_month": 3}, gives=1,
        ),
        Example(
            says="机构，账单 1000 元抵扣四成", month=Month(2026, 6),
            person={**_PERSON, "care_bill_month": 100_000, "in_institution": True},
            gives=40_000,
        ),
        Example(
            says="轻度失能", month=Month(2026, 6),
            person={**_PERSON, "ability": "1", "care_bill_month": 100_000}, refused="level",
        ),
        Example(
            says="旧标准 MZ/T 039 的中度不算", month=Month(2026, 6),
            person={
                "born": date(1950, 1, 1), "lives_here": True, "ability_mzt039": "2",
                "care_bill_month": 100_000,
            },
            unknown="scale",
        ),
        Example(
            says="登记为失能但没有评估，是待核", month=Month(2026, 6),
            person={"born": date(1950, 1, 1), "lives_here": True, "disabled_elder": True},
            unknown="level",
        ),
        Example(
            says="没有评估也没有失能情形，先申请评估", month=Month(2026, 6),
            person={"born": date(1950, 1, 1), "lives_here": True}, refused="assessed",
        ),
        Example(says="本月没有账单", month=Month(2026, 6), person=_PERSON, refused="amount"),
        Example(
            says="户籍在外地的常住老人也享受", month=Month(2026, 6),
            person={**_PERSON, "hukou_here": False, "care_bill_month": 100_000}, gives=50_000,
        ),
        Example(
            says="领护理补贴，当地允许同时享受", month=Month(2026, 6), person=_NURSED,
            gives=50_000,
        ),
        Example(
            says="领护理补贴，当地不允许同时享受", month=Month(2026, 6), person=_NURSED,
            values={"elder_care_voucher_beside_nursing": False}, refused="beside",
        ),
        Example(
            says="项目实施前", month=Month(2025, 12),
            person={**_PERSON, "care_bill_month": 100_000}, refused="not_in_force",
        ),
        Example(
            says="6 月 30 日满 60 周岁", month=Month(2026, 6),
            person={**_PERSON, "born": date(1966, 6, 30), "care_bill_month": 100_000},
            gives=50_000,
        ),
    ),
)  # fmt: skip
