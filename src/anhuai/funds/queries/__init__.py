"""Reads of the funds room."""

from anhuai.funds.queries import walled as _walled
from anhuai.funds.queries.dead import PaidLate, paid_to_the_dead
from anhuai.funds.queries.fingerprints import is_reproduced, replayed
from anhuai.funds.queries.ledger import (
    Balance,
    LotteryShare,
    account_balances,
    budget_left,
    entries,
    entry,
    fund_balances,
    lottery_share,
    person_balance,
    reversal_of,
    years,
)
from anhuai.funds.queries.persons import PersonPay, closing, masked_account, payee_of, person_pay
from anhuai.funds.queries.runs import (
    RunDetail,
    changes,
    changes_of,
    claim,
    claims,
    claims_of,
    grant_of,
    lines,
    lines_of,
    payment,
    payments,
    payments_of,
    run,
    run_detail,
    run_totals,
    runs,
    unpaid,
)
from anhuai.funds.queries.settled import Settled, months_run, settled
from anhuai.funds.queries.targets import lottery_basis, lottery_target

__all__ = [
    "Balance", "LotteryShare", "PaidLate", "PersonPay", "RunDetail", "Settled", "account_balances",
    "budget_left",
    "changes", "changes_of", "claim", "claims", "claims_of", "closing", "entries", "entry",
    "fund_balances", "grant_of", "is_reproduced", "lines", "lines_of",
    "lottery_basis", "lottery_share", "lottery_target", "masked_account", "months_run", "paid_to_the_dead",
    "payee_of", "payment",
    "payments", "payments_of", "person_balance", "person_pay", "replayed", "reversal_of", "run",
    "run_detail", "run_totals", "runs", "settled", "unpaid", "years",
]  # fmt: skip
del _walled
