"""分散供养特困月探访: Inner Mongolia's second tier."""

from anhuai.kernel.confidence import Basis, Confidence
from anhuai.services.rules.tiers import Example, Need, Tier

definition = Tier(
    title="分散供养特困和失智老年人月探访",
    title_en="Monthly visit, scattered tekun and dementia",
    says="60 周岁及以上分散供养特困、失能失智和计划生育特殊家庭老年人，每月至少探访一次。",
    says_en="Those of 60 and over who are scattered tekun, disabled, demented or of special "
    "family-planning families: at least monthly.",
    needs=(
        Need(("tekun",), ("scattered",)),
        Need(("disabled_elder", "cognitive_impairment", "special_fp_family")),
    ),
    every_days=30,
    areas=("15",),
    basis=Basis(
        document="关于开展特殊困难老年人探访关爱服务的指导意见",
        article="民发〔2022〕73号（内蒙古分级）",
        confidence=Confidence.B,
        note="据 2022-06-23 报道转引；其他地区由县里设定间隔后启用。",
    ),
    examples=(
        Example("分散供养，60 周岁", 60, ("tekun:scattered",), listed=True),
        Example("集中供养", 70, ("tekun:centralised",), listed=False),
        Example("失智", 70, ("cognitive_impairment",), listed=True),
        Example("独居", 70, ("living_alone",), listed=False),
    ),
)
