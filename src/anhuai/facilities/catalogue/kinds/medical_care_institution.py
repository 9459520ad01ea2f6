"""医养结合机构: an institution licensed for both medical treatment and elderly care."""

from datetime import date

from anhuai.facilities.rules import BedUse, Example, FacilityKind, Group, Limit, Measure
from anhuai.kernel.confidence import Basis, Confidence

definition = FacilityKind(
    title="医养结合机构",
    title_en="Integrated medical and elderly care institution",
    group=Group.ELDERLY_RESIDENTIAL,
    basis=Basis(
        document="关于进一步促进养老托育服务健康发展的实施方案",
        confidence=Confidence.A,
        note="文山州方案",
    ),
    beds=BedUse.RESIDENTIAL,
    has_services=True,
    licences=("elderly_care_filing", "fire_safety", "food", "medical"),
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
            licences=("elderly_care_filing", "fire_safety", "food", "medical"),
        ),
        Example(
            says="少 1 张床",
            beds=9,
            licences=("elderly_care_filing", "fire_safety", "food", "medical"),
            finds=("beds",),
        ),
        Example(
            says="备案和消防都缺",
            beds=60,
            licences=("food", "medical"),
            finds=("licence:elderly_care_filing", "licence:fire_safety"),
        ),
        Example(
            says="没有医疗执业许可",
            beds=30,
            licences=("elderly_care_filing", "fire_safety", "food"),
            finds=("licence:medical",),
        ),
    ),
)
