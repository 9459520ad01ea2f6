"""Floor area of facilities for elders."""

from decimal import Decimal

from anhuai.plans.rules.effects import Addition, Additions, Case, Effect, Works


def _adds(works: Works) -> Additions:
    if works.floor_area is None or not works.is_new:
        return {}
    if not works.is_about("养老|敬老|老年|日间照料|失能"):
        return {}
    return {"facility_area_gap": Addition(works.floor_area)}


definition = Effect(
    title="养老服务设施面积",
    title_en="Floor area of facilities for elders",
    says="新建、扩建的养老设施，建筑面积计入补足的养老服务设施面积。",
    says_en="The floor area of new works for elders counts as made up.",
    adds=_adds,
    examples=(
        Case(
            Works(name="城关社区养老服务设施", kind="新建", floor_area=Decimal(600)),
            {"facility_area_gap": Addition(Decimal(600))},
        ),
        Case(Works(name="托育中心", kind="新建", floor_area=Decimal(6000)), {}),
    ),
)
