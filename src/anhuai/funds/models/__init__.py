"""Tables of the funds room: the ledger, grants and runs, payees and what came back."""

from anhuai.funds.models.ledger import Account, Entry, Posting
from anhuai.funds.models.payees import Claim, ClosingCertificate, Payee, Receipt
from anhuai.funds.models.runs import (
    Approval,
    Change,
    Freeze,
    Grant,
    Line,
    Payment,
    ResultFile,
    Run,
)
from anhuai.funds.models.vouchers import Spending, Voucher

__all__ = [
    "Account", "Approval", "Change", "Claim", "ClosingCertificate", "Entry", "Freeze", "Grant",
    "Line", "Payee", "Payment", "Posting", "Receipt", "ResultFile", "Run", "Spending", "Voucher",
]  # fmt: skip
