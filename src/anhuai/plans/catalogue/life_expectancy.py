"""人均预期寿命."""

from anhuai.plans.rules import Domain, Indicator, Kind, Reported, Words

definition = Indicator(
    title="人均预期寿命",
    title_en="Life expectancy at birth",
    domain=Domain.OTHER,
    unit="岁",
    kind=Kind.INDEX,
    says="出生时平均预期寿命",
    says_en="Life expectancy at birth",
    top=Words("平均预期寿命", "life expectancy"),
    reported=Reported(
        by=(
            "卫生健康局",
            "统计局",
        ),
        reason="由死亡和人口统计编制生命表得出",
        reason_en="It comes from a life table of deaths and population",
    ),
)
