"""养老机构运营补贴: monthly by beds, more for nursing beds where the county says so."""

from datetime import date

from anhuai.benefits.catalogue.institution_build_subsidy import FILED
from anhuai.benefits.rules import Benefit, Choices, Example, Parameter, Place, Who, code, fact
from anhuai.kernel.confidence import Basis, Confidence
from anhuai.kernel.months import Month

BEDS = Choices(
    "bed_kind",
    (
        ("nursing", "护理型床位", "nursing bed"),
        ("other", "其他床位", "other bed"),
    ),
)
each = Parameter(
    code="institution_operating_each", title="养老机构运营补贴标准（每床每月）",
    title_en="Operating subsidy a bed and month", keys=(BEDS,), most=1_000_000,
)  # fmt: skip

_VALUES = {"institution_operating_each": {"nursing": 5_000, "other": 2_000}}
_HOME = {"is_filed": True, "beds": 100, "nursing_beds": 60}
nursing, beds = fact("nursing_beds"), fact("beds")

definition = Benefit(
    title="养老机构运营补贴",
    title_en="Operating subsidy for institutions",
    says="已备案的养老机构按核定床位按月补贴，护理型床位可另定标准；标准由地方规定。",
    says_en="Monthly for the approved beds of filed institutions; nursing beds may count more.",
    basis=Basis(
        document="临泽县“十四五”养老服务发展规划（临政办发〔2022〕69号）", article="三（三）3",
        date=date(2022, 8, 12), confidence=Confidence.A,
        note="规划列明逐步提高设施建设、运营补贴，标准未写",
    ),
    who=Who.INSTITUTION,
    place=Place.RESIDENCE,
    group="institution",
    since=Month(2022, 8),
    conditions=(FILED,),
    amount=each.of(code(BEDS, "nursing")) * nursing
    + each.of(code(BEDS, "other")) * (beds - nursing),
    examples=(
        Example(
            says="100 张床位，其中护理型 60 张", month=Month(2026, 6), household=_HOME,
            values=_VALUES, gives=380_000,
        ),
        Example(
            says="没有备案", month=Month(2026, 6), household={**_HOME, "is_filed": False},
            values=_VALUES, refused="filed",
        ),
        Example(
            says="护理型床位数没有登记", month=Month(2026, 6),
            household={"is_filed": True, "beds": 100}, values=_VALUES, unknown="amount",
        ),
        Example(says="县里尚未规定标准", month=Month(2026, 6), household=_HOME, unknown="amount"),
    ),
)  # fmt: skip
