"""已去世或迁出者的紧急联系人."""

from anhuai.kernel.confidence import Basis, Confidence
from anhuai.platform.retaining import Does, Rule

definition = Rule(
    title="已去世或迁出者的紧急联系人",
    title_en="Contacts of the dead and departed",
    what="联系人的姓名和电话：目的已经实现的第三人信息。",
    what_en="Names and phones of contacts: of third parties, no longer needed.",
    after="去世或迁出",
    after_en="the death or departure",
    months=60,
    does=Does.ERASE,
    basis=Basis(
        document="中华人民共和国个人信息保护法",
        article="第十九条",
        confidence=Confidence.D,
        note="法律只要求最短必要期限，年限由本县定",
    ),
)
