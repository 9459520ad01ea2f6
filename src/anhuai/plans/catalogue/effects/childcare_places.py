"""Places of nurseries."""

from decimal import Decimal

from anhuai.plans.rules.effects import Addition, Additions, Case, Effect, Works


def _adds(works: Works) -> Additions:
    places = works.number(r"托位(?:数)?(?:达到|约)?N个", r"N个(?:普惠性?)?(?:婴幼儿)?(?:照护)?托位")
    if places is None or not works.is_new:
        return {}
    return {"childcare_places": Addition(places), "places_per_1000": Addition(places)}


definition = Effect(
    title="托位",
    title_en="Childcare places",
    says="项目写明的托位计入托位总数和每千人口托位数，人口按当日。",
    says_en="The places a project states count; people as on the day.",
    adds=_adds,
    examples=(
        Case(
            Works(name="县托育综合服务中心", kind="新建", content="建筑面积3000平方米，托位150个"),
            {
                "childcare_places": Addition(Decimal(150)),
                "places_per_1000": Addition(Decimal(150)),
            },
        ),
        Case(Works(name="县养老院", kind="新建", beds=100), {}),
    ),
)
