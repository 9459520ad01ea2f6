"""农村留守老年人: visited monthly with questions of its own."""

from anhuai.kernel.confidence import Basis, Confidence
from anhuai.services.rules.tiers import Example, Need, Tier

definition = Tier(
    title="农村留守老年人探访",
    title_en="Visit of left-behind elders",
    says="子女外出、留在农村的老年人，每月至少探访一次，并了解与子女的联系情况。",
    says_en="Older people left in villages: at least monthly, asking about contact with children.",
    needs=(Need(("left_behind_elder",)),),
    every_days=30,
    areas=("",),
    basis=Basis(
        document="关于开展特殊困难老年人探访关爱服务的指导意见",
        article="民发〔2022〕73号",
        confidence=Confidence.B,
        note="留守老年人为该文六类对象之一。",
    ),
    examples=(
        Example("留守，60 周岁", 60, ("left_behind_elder",), listed=True),
        Example("空巢，不是留守", 70, ("empty_nest",), listed=False),
    ),
)
