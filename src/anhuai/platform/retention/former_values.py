"""更正前的旧值."""

from anhuai.kernel.confidence import Basis, Confidence
from anhuai.platform.retaining import Does, Rule

definition = Rule(
    title="更正前的旧值",
    title_en="What a field said before",
    what="更正档案时加密留存的旧值，用于核对更正是否正确。",
    what_en="The sealed former value of a corrected field.",
    after="更正",
    after_en="the correction",
    months=36,
    does=Does.ERASE,
    basis=Basis(
        document="中华人民共和国个人信息保护法",
        article="第十九条",
        confidence=Confidence.D,
        note="法律只要求最短必要期限，年限由本县定",
    ),
)
