"""个人信息保护影响评估报告."""

from anhuai.kernel.confidence import Basis, Confidence
from anhuai.platform.retaining import Does, Rule

definition = Rule(
    title="个人信息保护影响评估报告",
    title_en="Impact assessments",
    what="评估报告和处理情况记录，存放在文件柜或上传的附件里。",
    what_en="The reports and what was done, in the files of the office.",
    after="评估完成",
    after_en="it was finished",
    months=36,
    does=Does.KEEP,
    basis=Basis(
        document="中华人民共和国个人信息保护法",
        article="第五十六条",
        confidence=Confidence.A,
        note="至少三年",
    ),
)
