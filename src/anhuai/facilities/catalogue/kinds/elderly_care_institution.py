"""养老院: a registered and filed institution that lodges and cares for older people."""

from datetime import date

from anhuai.facilities.rules import BedUse, Example, FacilityKind, Group, Limit, Measure
from anhuai.kernel.confidence import Basis, Confidence

definition = FacilityKind(
    title="养老院",
    title_en="Elderly care institution",
    group=Group.ELDERLY_RESIDENTIAL,
    basis=Basis(document="养老机构管理办法", date=date(2020, 11, 1), confidence=Confidence.B),
    beds=BedUse.RESIDENTIAL,
    has_services=True,
    licences=("elderly_care_filing", "fire_safety", "food"),
    limits=(
        Limit(
            measure=Measure.BEDS,
            at_least=10,
            says="养老机构备案要求床位不少于 10 张",
            says_en="A filed elderly care institution has at least 10 beds",
            basis=Basis(
                document="养老机构管理办法",
                date=date(2020, 11, 1),
                confidence=Confidence.C,
                note="办法规定须登记并提供集中住宿和照料，10 张为通行口径",
            ),
        ),
    ),
    examples=(
        Example(
            says="10 张床、证照齐全",
            beds=10,
            licences=("elderly_care_filing", "fire_safety", "food"),
        ),
        Example(
            says="少 1 张床",
            beds=9,
            licences=("elderly_care_filing", "fire_safety", "food"),
            finds=("beds",),
        ),
        Example(
            says="备案和消防都缺",
            beds=60,
            licences=("food",),
            finds=("licence:elderly_care_filing", "licence:fire_safety"),
        ),
    ),
)
