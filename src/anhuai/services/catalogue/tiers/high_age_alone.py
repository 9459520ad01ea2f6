"""高龄独居老年人两日一查: Weihai's regulation."""

from anhuai.kernel.confidence import Basis, Confidence
from anhuai.services.rules.tiers import Example, Need, Tier

definition = Tier(
    title="高龄独居老年人两日一查",
    title_en="Every two days, oldest-old alone",
    says="80 周岁及以上独居老年人，每两日上门或电话查看一次。",
    says_en="Those of 80 and over who live alone: seen or called every two days.",
    needs=(Need(("living_alone",), min_age=80),),
    every_days=2,
    areas=("3710",),
    basis=Basis(
        document="威海市养老服务条例",
        article="第二十二条",
        confidence=Confidence.A,
        note="只在威海有规定；其他地区由县里设定间隔后启用。",
    ),
    examples=(
        Example("80 周岁独居", 80, ("living_alone",), listed=True),
        Example("79 周岁独居", 79, ("living_alone",), listed=False),
        Example("80 周岁空巢（夫妻同住）", 80, ("empty_nest",), listed=False),
    ),
)
