"""高风险老年人周探访: Inner Mongolia's first tier."""

from anhuai.kernel.confidence import Basis, Confidence
from anhuai.services.rules.tiers import Example, Need, Tier

definition = Tier(
    title="高风险老年人周探访",
    title_en="Weekly visit, high risk",
    says="80 周岁及以上的独居、空巢、留守老年人，有认知障碍、严重高血压、严重心脏病的老年人，"
    "每周至少探访一次。",
    says_en="Those of 80 and over alone, in empty nests or left behind, and those with cognitive "
    "impairment, severe hypertension or severe heart disease: at least weekly.",
    needs=(
        Need(("living_alone", "empty_nest", "left_behind_elder"), min_age=80),
        Need(("cognitive_impairment", "severe_hypertension", "severe_heart_disease")),
    ),
    every_days=7,
    areas=("15",),
    basis=Basis(
        document="关于开展特殊困难老年人探访关爱服务的指导意见",
        article="民发〔2022〕73号（内蒙古分级）",
        confidence=Confidence.B,
        note="据 2022-06-23 报道转引；严重高血压、心脏病凭医疗机构证明申报。"
        "其他地区由县里设定间隔后启用。",
    ),
    examples=(
        Example("80 周岁独居", 80, ("living_alone",), listed=True),
        Example("79 周岁独居", 79, ("living_alone",), listed=False),
        Example("65 周岁认知障碍", 65, ("cognitive_impairment",), listed=True),
        Example("60 周岁申报严重高血压", 60, ("severe_hypertension",), listed=True),
        Example("80 周岁失能但有人照料", 80, ("disabled_elder",), listed=False),
    ),
)
