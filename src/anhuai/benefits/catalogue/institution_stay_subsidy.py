"""农村经济困难老年人入住养老机构补贴: one of the three service policies of the Linze plan."""

from datetime import date

from anhuai.benefits.catalogue.meal_subsidy import PLAN, SINCE
from anhuai.benefits.catalogue.parts import ELDER, HARDSHIP, HARDSHIP_VALUES, HUKOU
from anhuai.benefits.rules import Benefit, Condition, Example, Parameter, fact
from anhuai.benefits.rules.facts import ABILITY
from anhuai.kernel.confidence import Basis
from anhuai.kernel.months import Month

amount = Parameter(
    code="institution_stay_amount", title="农村困难老年人入住机构补贴标准（每月）",
    title_en="Subsidy for a stay a month", keys=(ABILITY,),
)  # fmt: skip
_PERSON = {
    "born": date(1950, 1, 1), "hukou_here": True, "hukou_area": "rural", "dibao": True,
    "in_institution": True, "ability": "2",
}  # fmt: skip
_AMOUNT = {"institution_stay_amount": {"0": 10_000, "2": 20_000}}

definition = Benefit(
    title="农村经济困难老年人入住机构补贴",
    title_en="Subsidy for rural elders in institutions",
    says="农村经济困难老年人自愿入住养老机构的，按失能等级按月补贴；标准由地方规定。",
    says_en="Monthly, by level, for rural elders in hardship who live in an institution.",
    basis=Basis(
        document=PLAN.document, article=PLAN.article, date=PLAN.date, confidence=PLAN.confidence,
        note="规划列明“农村经济困难老年人入住养老机构”政策，标准未写",
    ),
    group="elder_institution",
    since=SINCE,
    conditions=(
        HUKOU,
        ELDER,
        HARDSHIP,
        Condition(
            code="rural", test=fact("hukou_area").is_("rural"),
            title="农村户籍", title_en="Rural hukou",
            fails="不是农村户籍", fails_en="No rural hukou",
        ),
        Condition(
            code="inside", test=fact("in_institution"),
            title="入住养老机构", title_en="Lives in an institution",
            fails="没有入住养老机构", fails_en="Does not live in an institution",
        ),
        Condition(
            code="not_tekun", test=~fact("tekun"),
            title="不是特困供养对象", title_en="Not on tekun support",
            fails="特困人员由集中供养保障", fails_en="Tekun support covers the stay",
        ),
    ),
    amount=amount.of(fact("ability")),
    values=HARDSHIP_VALUES,
    examples=(
        Example(
            says="农村低保中度失能老人入住机构", month=Month(2026, 6), person=_PERSON,
            values=_AMOUNT, gives=20_000,
        ),
        Example(
            says="城镇户籍", month=Month(2026, 6), person={**_PERSON, "hukou_area": "urban"},
            values=_AMOUNT, refused="rural",
        ),
        Example(
            says="居家", month=Month(2026, 6), person={**_PERSON, "in_institution": False},
            values=_AMOUNT, refused="inside",
        ),
        Example(
            says="特困老人", month=Month(2026, 6),
            person={**_PERSON, "dibao": False, "tekun": True}, values=_AMOUNT,
            refused="not_tekun",
        ),
        Example(
            says="该等级没有规定标准", month=Month(2026, 6), person={**_PERSON, "ability": "3"},
            values=_AMOUNT, unknown="amount",
        ),
    ),
)  # fmt: skip
