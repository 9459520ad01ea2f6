"""Beds of elderly care."""

from decimal import Decimal

from anhuai.plans.rules.effects import Addition, Additions, Case, Effect, Works


def _adds(works: Works) -> Additions:
    if not works.beds:
        return {}
    one = Addition(Decimal(works.beds))
    return {"beds_total": one, "beds_per_1000": one}


definition = Effect(
    title="养老床位",
    title_en="Beds of elderly care",
    says="项目写明的床位全部计入养老床位总数和每千名老年人拥有床位数，人口按当日。",
    says_en="All beds the project states count; people as on the day.",
    adds=_adds,
    examples=(
        Case(
            Works(name="县养老院", kind="新建", beds=100),
            {"beds_total": Addition(Decimal(100)), "beds_per_1000": Addition(Decimal(100))},
        ),
        Case(Works(name="老年大学", kind="新建"), {}),
    ),
)
