"""Addresses of settlement and government purchase."""

from django.urls import path

from anhuai.services.views import (
    checks,
    contracts,
    purchasing,
    settlement_steps,
    sponsoring,
    statements,
)

urlpatterns = [
    path("statements/", statements.statement_list, name="statements"),
    path("statements/settle", settlement_steps.settle, name="statement_settle"),
    path("statements/<int:statement_id>/", statements.statement, name="statement"),
    path("statements/<int:statement_id>/lines", statements.line_list, name="statement_lines"),
    path("statements/<int:statement_id>/unpaid", statements.unpaid_list, name="statement_unpaid"),
    path("statements/<int:statement_id>/replay", statements.replay, name="statement_replay"),
    path("statements/<int:statement_id>/check", settlement_steps.check, name="statement_check"),
    path(
        "statements/<int:statement_id>/approve", settlement_steps.approve, name="statement_approve"
    ),
    path("statements/<int:statement_id>/pay", settlement_steps.pay, name="statement_pay"),
    path("statements/<int:statement_id>/redo", settlement_steps.redo, name="statement_redo"),
    path(
        "statements/<int:statement_id>/withdraw",
        settlement_steps.withdraw,
        name="statement_withdraw",
    ),
    path(
        "statements/<int:statement_id>/confirm", settlement_steps.confirm, name="statement_confirm"
    ),
    path(
        "statements/<int:statement_id>/dispute", settlement_steps.dispute, name="statement_dispute"
    ),
    path(
        "disputes/<int:dispute_id>",
        settlement_steps.dispute_answer,
        name="statement_dispute_answer",
    ),
    path("sponsors/", sponsoring.sponsorship_list, name="sponsorships"),
    path("sponsors/new", sponsoring.sponsorship_new, name="sponsorship_new"),
    path("sponsors/<int:sponsorship_id>/", sponsoring.sponsorship, name="sponsorship"),
    path(
        "sponsors/<int:sponsorship_id>/amend",
        sponsoring.sponsorship_amend,
        name="sponsorship_amend",
    ),
    path("sponsors/<int:sponsorship_id>/persons", sponsoring.sponsored_new, name="sponsored_new"),
    path("sponsored/<int:sponsored_id>/end", sponsoring.sponsored_end, name="sponsored_end"),
    path("anomalies/", checks.anomaly_list, name="anomalies"),
    path("anomalies/screen", settlement_steps.screen, name="anomaly_screen"),
    path("anomalies/<int:anomaly_id>", checks.anomaly_decide, name="anomaly_decide"),
    path("calls/", checks.call_list, name="call_backs"),
    path("calls/draw", checks.draw, name="sample_draw"),
    path("calls/redraw", checks.redraw, name="sample_redraw"),
    path("calls/<int:call_id>", checks.call, name="call_back"),
    path("purchase/contracts/", contracts.contract_list, name="purchase_contracts"),
    path("purchase/contracts/new", contracts.contract_new, name="purchase_contract_new"),
    path("purchase/contracts/<int:contract_id>/", contracts.contract, name="purchase_contract"),
    path(
        "purchase/contracts/<int:contract_id>/amend",
        contracts.contract_amend,
        name="purchase_contract_amend",
    ),
    path(
        "purchase/contracts/<int:contract_id>/end",
        contracts.contract_end,
        name="purchase_contract_end",
    ),
    path("purchase/undertakers/", purchasing.undertaker_list, name="undertakers"),
    path("purchase/undertakers/new", purchasing.undertaker_new, name="undertaker_new"),
    path("purchase/undertakers/<int:undertaker_id>/", purchasing.undertaker, name="undertaker"),
    path(
        "purchase/undertakers/<int:undertaker_id>/licence",
        purchasing.licence_new,
        name="undertaker_licence",
    ),
    path(
        "purchase/undertakers/<int:undertaker_id>/remove",
        purchasing.undertaker_remove,
        name="undertaker_remove",
    ),
    path("purchase/directory/", purchasing.directory, name="purchase_directory"),
    path("purchase/directory/new", purchasing.directory_new, name="purchase_directory_new"),
    path(
        "purchase/directory/<int:entry_id>/end",
        purchasing.directory_end,
        name="purchase_directory_end",
    ),
]
