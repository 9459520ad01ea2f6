"""托育机构监控录像."""

from anhuai.kernel.confidence import Basis, Confidence
from anhuai.platform.retaining import Does, Rule

definition = Rule(
    title="托育机构监控录像",
    title_en="Video of childcare institutions",
    what="婴幼儿生活和活动区域的监控录像，由机构保存。",
    what_en="Video of the areas where infants live and play, kept by the institution.",
    after="录像产生",
    after_en="it was recorded",
    months=3,
    does=Does.KEEP,
    basis=Basis(
        document="托育机构管理规范（试行）",
        article="",
        confidence=Confidence.B,
        note="不少于九十日，二手来源",
    ),
)
