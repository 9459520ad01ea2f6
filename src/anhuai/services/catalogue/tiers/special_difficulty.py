"""特殊困难老年人月探访: the six groups of 民发〔2022〕73号."""

from anhuai.kernel.confidence import Basis, Confidence
from anhuai.services.rules.tiers import Example, Need, Tier

definition = Tier(
    title="特殊困难老年人月探访",
    title_en="Monthly visit, special difficulties",
    says="独居、空巢、留守、失能、重残、计划生育特殊家庭的老年人，每月至少探访一次。",
    says_en="Older people living alone, in empty nests, left behind, with loss of ability, "
    "severely disabled or of special family-planning families: at least monthly.",
    needs=(
        Need(
            (
                "living_alone",
                "empty_nest",
                "left_behind_elder",
                "disabled_elder",
                "severe_disability",
                "special_fp_family",
            )
        ),
    ),
    every_days=30,
    areas=("",),
    basis=Basis(
        document="关于开展特殊困难老年人探访关爱服务的指导意见",
        article="民发〔2022〕73号",
        confidence=Confidence.B,
        note="“一月”按 30 天计，且每个自然月不漏。",
    ),
    examples=(
        Example("独居，满 60 周岁", 60, ("living_alone",), listed=True),
        Example("独居，59 周岁", 59, ("living_alone",), listed=False),
        Example("计划生育特殊家庭", 66, ("special_fp_family",), listed=True),
        Example("与子女同住、没有上述情形", 85, (), listed=False),
        Example("集中供养特困", 85, ("tekun:centralised",), listed=False),
    ),
)
