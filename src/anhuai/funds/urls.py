"""Addresses of the funds room."""

from django.urls import path

from anhuai.funds.views import (
    accounts,
    carrying,
    overview,
    paying,
    persons,
    returns,
    runs,
    vouchers,
)
from anhuai.funds.views import sheets as _sheets

app_name = "funds"
urlpatterns = [
    path("", overview.overview, name="overview"),
    path("entries", overview.entry_list, name="entries"),
    path("entries/<int:entry_id>/", overview.entry_detail, name="entry"),
    path("entries/<int:entry_id>/reverse", overview.entry_reverse, name="reverse"),
    path("appropriate", overview.appropriation_new, name="appropriate"),
    path("transfer", overview.transfer_new, name="transfer"),
    path("spend", overview.spending_new, name="spend"),
    path("carry", carrying.carry, name="carry"),
    path("runs/", runs.run_list, name="runs"),
    path("runs/<int:run_id>/", runs.run_detail, name="run"),
    path("runs/<int:run_id>/changes", runs.change_list, name="changes"),
    path("runs/<int:run_id>/payments", runs.payment_list, name="payments"),
    path("runs/<int:run_id>/lines", runs.line_list, name="lines"),
    path("runs/<int:run_id>/replay", runs.run_replay, name="replay"),
    path("runs/<int:run_id>/check", paying.run_check, name="check"),
    path("runs/<int:run_id>/approve", paying.run_approve, name="approve"),
    path("runs/<int:run_id>/cancel", paying.run_cancel, name="cancel"),
    path("runs/<int:run_id>/file", paying.run_file, name="file"),
    path("runs/<int:run_id>/download", paying.run_download, name="download"),
    path("runs/<int:run_id>/result", paying.run_result, name="result"),
    path("vouchers", vouchers.voucher_list, name="vouchers"),
    path("people/<int:person_id>/spend", vouchers.spend, name="spend_person"),
    path(
        "people/<int:person_id>/spendings/<int:spending_id>/back",
        vouchers.spending_back,
        name="spending_back",
    ),
    path("unpaid", returns.unpaid_list, name="unpaid"),
    path("repay", paying.repay_new, name="repay"),
    path("payments/<int:payment_id>/return", returns.payment_return, name="return"),
    path("claims", returns.claim_list, name="claims"),
    path("claims/<int:claim_id>/receive", returns.claim_receive, name="receive"),
    path("claims/<int:claim_id>/set-off", returns.claim_set_off, name="set_off"),
    path("people/<int:person_id>/held", accounts.account, name="person_account"),
    path("people/<int:person_id>/payee", persons.payee_set, name="payee"),
    path("people/<int:person_id>/account", persons.account_reveal, name="account"),
    path("people/<int:person_id>/closing", persons.closing_detail, name="closing"),
]
del _sheets
