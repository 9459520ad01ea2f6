"""洗衣: laundry."""

from anhuai.kernel.confidence import Basis, Confidence
from anhuai.services.rules.care import Care, CareExample, CareGroup, CareUnit, WorkStep
from anhuai.services.rules.ordering_words import Payer

definition = Care(
    title="洗涤衣被",
    title_en="Laundry",
    says="衣物被褥取走洗净送回，件数当面点清。",
    says_en="Clothes and bedding washed and brought back, pieces counted.",
    group=CareGroup.HOUSE,
    unit=CareUnit.TIME,
    minutes=60,
    steps=(
        WorkStep("count", "点清件数", "Count the pieces"),
        WorkStep("wash", "洗净晾干", "Wash and dry"),
        WorkStep("back", "送回点清", "Bring back and count"),
    ),
    payers=(
        Payer.GOVERNMENT, Payer.SUBSIDY, Payer.VOUCHER, Payer.SELF, Payer.FAMILY, Payer.DONATION,
    ),
    basis=Basis(document="", confidence=Confidence.C, note="产品目录，由县里核定"),
    examples=(
        CareExample("服务商的任何员工", ("cook",), (), may=True),
    ),
)  # fmt: skip
