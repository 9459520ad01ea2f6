"""Reads of the funds room."""

from anhuai.funds.queries import walled as _walled
from anhuai.funds.queries.dead import PaidLate, paid_to_the_dead
from anhuai.funds.queries.decided import decided_amount
from anhuai.funds.queries.fingerprints import is_reproduced, replayed
from anhuai.funds.queries.ledger import (
    Balance,
    LotteryShare,
    account_balances,
    budget_left,
    entries,
    entry,
    fund_balances,
    left_over,
    lottery_share,
    person_balance,
    reversal_of,
    years,
)
from anhuai.funds.queries.persons import (
    PersonPay,
    closing,
    masked_account,
    payee_of,
    person_account,
    person_pay,
    scheme_titles,
)
from anhuai.funds.queries.runs import (
    IN_KIND,
    RunDetail,
    changes,
    changes_of,
    claim,
    claims,
    claims_of,
    grant_in_kind,
    grant_of,
    in_kind,
    lines,
    lines_of,
    paid_in,
    payment,
    payments,
    payments_of,
    run,
    run_detail,
    run_totals,
    runs,
    to_set_off,
    unpaid,
    was_paid,
)
from anhuai.funds.queries.settled import Settled, months_run, settled
from anhuai.funds.queries.targets import lottery_basis, lottery_target
from anhuai.funds.queries.vouchers import (
    Wallet,
    drawn_by,
    drawn_of,
    key_now,
    key_plain,
    left_in,
    left_of,
    spending_in_scope,
    voucher_page,
    vouchers,
    wallet,
)

__all__ = [
    "IN_KIND", "Balance", "LotteryShare", "PaidLate", "PersonPay", "RunDetail", "Settled", "Wallet",
    "account_balances", "budget_left", "changes", "changes_of", "claim", "claims", "claims_of",
    "closing", "decided_amount", "drawn_by", "drawn_of", "entries", "entry", "fund_balances",
    "grant_in_kind",
    "grant_of", "in_kind", "is_reproduced", "key_now", "key_plain", "left_in", "left_of",
    "left_over", "lines", "lines_of", "lottery_basis", "lottery_share", "lottery_target",
    "masked_account", "months_run", "paid_in", "paid_to_the_dead", "payee_of", "payment",
    "payments", "payments_of", "person_account", "person_balance", "person_pay", "replayed",
    "reversal_of", "run", "run_detail", "run_totals", "runs", "scheme_titles", "settled",
    "spending_in_scope", "to_set_off", "unpaid", "voucher_page", "vouchers", "wallet", "was_paid",
    "years",
]  # fmt: skip
del _walled
