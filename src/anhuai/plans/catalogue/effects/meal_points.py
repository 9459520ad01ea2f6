"""Rural meal points: new ones count one each, or as many as the text says."""

from decimal import Decimal

from anhuai.plans.rules.effects import Addition, Additions, Case, Effect, Works

_WHAT = "老饭桌|助餐点|老年食堂|幸福食堂|长者食堂"


def _adds(works: Works) -> Additions:
    if not works.is_about(_WHAT) or not works.is_about("农村|村|乡") or not works.is_new:
        return {}
    stated = works.number(rf"(?:新建|新增)[^，。；]{{0,10}}(?:{_WHAT})N[个所家处]",
                          rf"(?:新建|新增)N[个所家处][^，。；]{{0,8}}(?:{_WHAT})")  # fmt: skip
    return {"rural_meal_point_new": Addition(stated or Decimal(1))}


definition = Effect(
    title="农村助餐点",
    title_en="Rural meal points",
    says="新建的农村助餐点按项目写明的个数计入，没有写明的按1个。",
    says_en="New rural meal points count as many as the project states, else one.",
    adds=_adds,
    examples=(
        Case(
            Works(name="农村助餐", kind="新建", content="新建4个农村老饭桌"),
            {"rural_meal_point_new": Addition(Decimal(4))},
        ),
        Case(
            Works(name="沙河村老饭桌", kind="新建"),
            {"rural_meal_point_new": Addition(Decimal(1))},
        ),
        Case(Works(name="城区老年食堂", kind="新建"), {}),
    ),
)
