"""审计和登录日志."""

from datetime import date

from anhuai.kernel.confidence import Basis, Confidence
from anhuai.platform.retaining import Does, Rule

definition = Rule(
    title="审计和登录日志",
    title_en="Audit and sign-in logs",
    what="谁在何时查看、修改了什么；成链保存，从不删减。",
    what_en="Who read and changed what and when; chained, never shortened.",
    after="记录产生",
    after_en="it was written",
    months=6,
    does=Does.KEEP,
    basis=Basis(
        document="中华人民共和国网络安全法",
        article="第二十一条第三项",
        date=date(2016, 11, 7),
        confidence=Confidence.A,
        note="不少于六个月；本系统全部保留",
    ),
)
