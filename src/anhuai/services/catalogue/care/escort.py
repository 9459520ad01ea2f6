"""陪诊: going along to hospital."""

from anhuai.kernel.confidence import Basis, Confidence
from anhuai.services.rules.care import Care, CareExample, CareGroup, CareUnit, WorkStep
from anhuai.services.rules.ordering_words import Payer

definition = Care(
    title="陪诊",
    title_en="Hospital escort",
    says="从家里接到医院，挂号、候诊、缴费、取药，再送回家。",
    says_en="From home to hospital and back: registering, waiting, paying, medicine.",
    group=CareGroup.AIDS,
    unit=CareUnit.HOUR,
    minutes=60,
    steps=(
        WorkStep("papers", "核对医保卡和证件", "Check insurance card and papers"),
        WorkStep("go", "接送途中搀扶、系好安全带", "Support on the way, belt fastened"),
        WorkStep("visit", "陪同就诊并记录医嘱", "Go along and note the advice"),
        WorkStep("home", "送回家并与家属交接", "Bring home, tell the family"),
    ),
    posts=("care_worker", "nurse", "social_worker"),
    payers=(
        Payer.GOVERNMENT, Payer.SUBSIDY, Payer.VOUCHER, Payer.SELF, Payer.FAMILY, Payer.DONATION,
    ),
    basis=Basis(document="", confidence=Confidence.C, note="产品目录，由县里核定"),
    examples=(
        CareExample("有规定岗位", ("care_worker",), (), may=True),
        CareExample("炊事员", ("cook",), (), may=False),
    ),
)  # fmt: skip
