"""保育员: looks after children under three."""

from anhuai.facilities.rules import Group
from anhuai.kernel.confidence import Basis, Confidence
from anhuai.workforce.rules import At, PostKind

definition = PostKind(
    title="保育员",
    title_en="Childcare worker",
    at=At.FACILITY,
    groups=(Group.CHILDCARE,),
    certificates=("childcare",),
    checks_offences=True,
    basis=Basis(
        document="中华人民共和国未成年人保护法",
        article="第六十二条、第一百三十条",
        confidence=Confidence.A,
        note="密切接触未成年人的单位，聘用时和每年查询违法犯罪记录",
    ),
    examples=(
        (("childcare",), True),
        ((), False),
    ),
)
