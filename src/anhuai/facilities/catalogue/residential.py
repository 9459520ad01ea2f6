"""What every filed home for older people shares, whoever runs it: licences, least size."""

from datetime import date
from typing import Final

from anhuai.facilities.rules import Example, Limit, Measure
from anhuai.kernel.confidence import Basis, Confidence

LICENCES: Final = ("elderly_care_filing", "fire_safety", "food")
LIMITS: Final = (
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
)
EXAMPLES: Final = (
    Example(
        says="10 张床、证照齐全",
        beds=10,
        licences=LICENCES,
    ),
    Example(
        says="少 1 张床",
        beds=9,
        licences=LICENCES,
        finds=("beds",),
    ),
    Example(
        says="备案和消防都缺",
        beds=60,
        licences=("food",),
        finds=("licence:elderly_care_filing", "licence:fire_safety"),
    ),
)
