"""Writes of the funds room; upper rooms call `open_grant`, `close_grant` and `prepare_run`."""

from anhuai.funds.actions import pointing as _pointing
from anhuai.funds.actions.approving import approve_run, cancel_run, check_run
from anhuai.funds.actions.carrying import carry_over
from anhuai.funds.actions.giving_back import GivenBack, give_back
from anhuai.funds.actions.grants import (
    close_for_death,
    close_grant,
    open_grant,
    retract_closing,
)
from anhuai.funds.actions.holding import grant_units, use_units
from anhuai.funds.actions.ledger import (
    BadEntry,
    appropriate,
    record_recovery,
    record_spending,
    reverse_entry,
    transfer_budget,
)
from anhuai.funds.actions.payees import reveal_account, set_payee
from anhuai.funds.actions.runs import BadRun, prepare_repay, prepare_run
from anhuai.funds.actions.sending import as_workbook, make_file, take_result
from anhuai.funds.actions.setting_off import most_of, set_off
from anhuai.funds.actions.settling import receive_claim, record_return
from anhuai.funds.actions.spending import (
    BadSpending,
    Credited,
    Order,
    Spent,
    credit,
    spend,
)
from anhuai.funds.models import Run

__all__ = [
    "BadEntry",
    "BadRun",
    "BadSpending",
    "Credited",
    "GivenBack",
    "Order",
    "Run",
    "Spent",
    "appropriate",
    "approve_run",
    "as_workbook",
    "cancel_run",
    "carry_over",
    "check_run",
    "close_for_death",
    "close_grant",
    "credit",
    "give_back",
    "grant_units",
    "make_file",
    "most_of",
    "open_grant",
    "prepare_repay",
    "prepare_run",
    "receive_claim",
    "record_recovery",
    "record_return",
    "record_spending",
    "retract_closing",
    "reveal_account",
    "reverse_entry",
    "set_off",
    "set_payee",
    "spend",
    "take_result",
    "transfer_budget",
    "use_units",
]  # fmt: skip
del _pointing
