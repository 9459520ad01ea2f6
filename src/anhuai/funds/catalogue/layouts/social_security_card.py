"""社会保障卡“一卡通”: the file for paying onto social-security cards, and the bank's answer."""

from anhuai.funds.rules.files import Field, PayLayout
from anhuai.kernel.confidence import Basis, Confidence

definition = PayLayout(
    title="社会保障卡“一卡通”代发",
    title_en="Social-security card payment",
    says="按社会保障卡账户代发。各地代发银行的列和字样不同，启用前请按本县代发协议核对。",
    encoding="gb18030",
    out=(
        (Field.BATCH, "批次号"),
        (Field.NUMBER, "序号"),
        (Field.HOLDER, "户名"),
        (Field.ACCOUNT, "社会保障卡账号"),
        (Field.BANK, "开户行"),
        (Field.AMOUNT, "金额（元）"),
        (Field.SCHEME, "补贴项目"),
        (Field.MONTH, "发放月份"),
    ),
    back=(
        (Field.BATCH, "批次号"),
        (Field.NUMBER, "序号"),
        (Field.HOLDER, "户名"),
        (Field.ACCOUNT, "社会保障卡账号"),
        (Field.AMOUNT, "金额（元）"),
        (Field.RESULT, "处理结果"),
        (Field.WHY, "失败原因"),
        (Field.SERIAL, "流水号"),
        (Field.SETTLED, "入账日期"),
    ),
    paid_words=("成功", "入账成功"),
    returned_words=("失败", "退汇", "入账失败"),
    basis=Basis(document="", confidence=Confidence.C, note="代发文件的常见列，未见本县代发协议"),
    examples=(("成功", True), ("退汇", False), ("处理中", None), ("", None)),
)
