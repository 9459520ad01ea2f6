"""银行卡代发: the file for paying onto ordinary bank accounts, and the bank's answer."""

from anhuai.funds.rules.files import Field, PayLayout
from anhuai.kernel.confidence import Basis, Confidence

definition = PayLayout(
    title="银行卡代发",
    title_en="Bank account payment",
    says="按普通银行账户代发。各行的列和字样不同，启用前请按代发协议核对。",
    encoding="utf-8-sig",
    out=(
        (Field.BATCH, "批次号"),
        (Field.NUMBER, "序号"),
        (Field.ACCOUNT, "收款账号"),
        (Field.HOLDER, "收款户名"),
        (Field.BANK, "开户行"),
        (Field.AMOUNT, "金额"),
        (Field.SCHEME, "摘要"),
    ),
    back=(
        (Field.BATCH, "批次号"),
        (Field.NUMBER, "序号"),
        (Field.ACCOUNT, "收款账号"),
        (Field.HOLDER, "收款户名"),
        (Field.AMOUNT, "金额"),
        (Field.RESULT, "状态"),
        (Field.WHY, "原因"),
        (Field.SERIAL, "流水号"),
        (Field.SETTLED, "交易日期"),
    ),
    paid_words=("成功", "已入账"),
    returned_words=("失败", "退票", "退汇"),
    basis=Basis(document="", confidence=Confidence.C, note="代发文件的常见列，未见代发协议"),
    examples=(("已入账", True), ("退票", False), ("待处理", None)),
)
