"""The share of nursing beds, new ones and ordinary ones alike."""

from decimal import Decimal

from anhuai.plans.rules.effects import Addition, Additions, Case, Effect, Works


def _adds(works: Works) -> Additions:
    nursing = works.number(r"护理(?:型|性)?床位(?:数)?(?:达到)?N张", r"N张护理(?:型|性)?床位")
    if nursing is None:
        return {}
    beds = max(Decimal(works.beds or 0), nursing) if works.is_new else Decimal(0)
    return {"nursing_bed_share": Addition(nursing, beds)}


definition = Effect(
    title="护理型床位",
    title_en="Nursing beds",
    says="新建项目的护理型床位计入分子，全部床位计入分母；改造项目只增加分子。",
    says_en="Nursing beds of new works count above the line, all their beds below it; "
    "a conversion adds above the line only.",
    adds=_adds,
    examples=(
        Case(
            Works(name="县养老院", kind="新建", content="床位100张，护理型床位60张", beds=100),
            {"nursing_bed_share": Addition(Decimal(60), Decimal(100))},
        ),
        Case(
            Works(name="敬老院改造", kind="改造", content="改造护理型床位40张", beds=40),
            {"nursing_bed_share": Addition(Decimal(40), Decimal(0))},
        ),
        Case(Works(name="县养老院", kind="新建", beds=100), {}),
    ),
)
