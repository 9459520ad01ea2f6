"""Day-care centres: new ones count one each, or as many as the text says."""

from decimal import Decimal

from anhuai.plans.rules.effects import Addition, Additions, Case, Effect, Works

_WHAT = "日间照料(?:中心|机构|站|室)?"


def _adds(works: Works) -> Additions:
    if not works.is_about(_WHAT) or not works.is_new:
        return {}
    stated = works.number(
        rf"新建[^，。；]{{0,12}}{_WHAT}N[个所家处]", rf"新建N[个所家处][^，。；]{{0,10}}{_WHAT}"
    )
    return {"daycare_new": Addition(stated or Decimal(1))}


definition = Effect(
    title="日间照料中心",
    title_en="Day-care centres",
    says="新建的日间照料中心按项目写明的个数计入新建数，没有写明的按1个。",
    says_en="New day-care centres count as many as the project states, else one.",
    adds=_adds,
    examples=(
        Case(
            Works(name="日间照料中心建设", kind="新建", content="新建城乡日间照料中心8个"),
            {"daycare_new": Addition(Decimal(8))},
        ),
        Case(
            Works(name="城关社区日间照料中心", kind="新建"),
            {"daycare_new": Addition(Decimal(1))},
        ),
        Case(Works(name="日间照料中心提升", kind="改造"), {}),
    ),
)
