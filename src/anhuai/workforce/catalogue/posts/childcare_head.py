"""托育机构负责人: heads a childcare institution."""

from anhuai.facilities.rules import Group
from anhuai.kernel.confidence import Basis, Confidence
from anhuai.workforce.rules import At, PostKind

definition = PostKind(
    title="托育机构负责人",
    title_en="Head of childcare",
    at=At.FACILITY,
    groups=(Group.CHILDCARE,),
    checks_offences=True,
    basis=Basis(
        document="托育机构设置标准（试行）", confidence=Confidence.B, note="国卫人口发〔2019〕58号"
    ),
    examples=(((), True),),
)
