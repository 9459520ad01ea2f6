"""养老机构服务档案."""

from anhuai.kernel.confidence import Basis, Confidence
from anhuai.platform.retaining import Does, Rule

definition = Rule(
    title="养老机构服务档案",
    title_en="Records of care institutions",
    what="机构与老人的服务合同和服务记录，由机构保存。",
    what_en="Contracts and service records, kept by the institution.",
    after="合同终止",
    after_en="the contract ended",
    months=60,
    does=Does.KEEP,
    basis=Basis(
        document="养老机构管理办法",
        article="",
        confidence=Confidence.B,
        note="不少于五年，二手来源",
    ),
)
