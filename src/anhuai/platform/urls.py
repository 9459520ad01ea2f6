"""Addresses of the platform's own pages."""

from django.urls import path

from anhuai.platform.views import (
    accounts,
    exchange,
    logs,
    second_factor,
    session,
    sessions,
    single_sign_on,
    trail,
)

app_name = "platform"
urlpatterns = [
    path("", session.home, name="home"),
    path("sign-in", session.sign_in, name="sign_in"),
    path("sign-in/second", second_factor.second_step, name="second_step"),
    path("sign-in/province", single_sign_on.single_sign_on_start, name="single_sign_on"),
    path("sign-in/province/back", single_sign_on.single_sign_on_back, name="single_sign_on_back"),
    path("password", sessions.own_password, name="own_password"),
    path("second-factor/", second_factor.own_factors, name="own_factors"),
    path("second-factor/codes/new", second_factor.codes_new, name="codes_new"),
    path("second-factor/passkeys/new", second_factor.passkey_new, name="passkey_new"),
    path("second-factor/<int:factor_id>/remove", second_factor.factor_remove, name="factor_remove"),
    path("second-factor/recovery", second_factor.recovery_codes, name="recovery_codes"),
    path("second-factor/recovery/new", second_factor.recovery_codes_new, name="recovery_codes_new"),
    path("sign-out", session.sign_out, name="sign_out"),
    path("preferences", session.preferences, name="preferences"),
    path("search", accounts.search, name="search"),
    path("audit/", logs.audit_list, name="audit"),
    path("audit/sign-ins", logs.sign_in_list, name="sign_ins"),
    path("sessions/", sessions.own_sessions, name="own_sessions"),
    path("sessions/end", sessions.own_session_end, name="own_session_end"),
    path("jobs/", trail.job_list, name="jobs"),
    path("jobs/<int:job_id>/", trail.job_detail, name="job"),
    path("accounts/", accounts.account_list, name="accounts"),
    path("accounts/new", accounts.account_new, name="account_new"),
    path("accounts/<int:account_id>/", accounts.account_detail, name="account"),
    path("accounts/<int:account_id>/change", accounts.account_change, name="account_change"),
    path("sheets/<slug:code>/template", exchange.sheet_template, name="sheet_template"),
    path("sheets/<slug:code>/import", exchange.sheet_import, name="sheet_import"),
    path("sheets/<slug:code>/export", exchange.sheet_export, name="sheet_export"),
    path("imports/<int:import_id>/", exchange.import_detail, name="import"),
    path("imports/<int:import_id>/run", exchange.import_run, name="import_run"),
    path("files/<int:file_id>", exchange.file_download, name="file"),
    path("views/save", exchange.save_view, name="save_view"),
    path("alive", session.alive, name="alive"),
]
