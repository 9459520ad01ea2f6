"""社会捐赠: given by citizens and companies."""

from anhuai.funds.rules.books import Fund
from anhuai.kernel.confidence import Basis, Confidence

definition = Fund(
    title="社会捐赠资金",
    title_en="Donations",
    says="接收的社会捐赠，按捐赠人指定的用途使用。",
    basis=Basis(
        document="", confidence=Confidence.C, note="通行做法：按捐赠协议用途使用，未见原文"
    ),
    examples=(("", True), ("620723101", False)),
)
