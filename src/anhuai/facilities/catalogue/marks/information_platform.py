"""接入综合信息平台: works on the public-service information platform."""

from datetime import date

from anhuai.facilities.rules import Group, MarkKind
from anhuai.kernel.confidence import Basis, Confidence

definition = MarkKind(
    title="接入综合信息平台",
    title_en="On the information platform",
    groups=(Group.COMMUNITY,),
    basis=Basis(document="临政办发〔2022〕69号", date=date(2022, 8, 26), confidence=Confidence.A),
    examples=(
        ("", True),
        ("x", False),
    ),
)
