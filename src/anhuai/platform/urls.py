"""Addresses of the platform's own pages."""

from django.urls import path

from anhuai.platform.views import accounts, exchange, logs, session, sessions, trail

app_name = "platform"
urlpatterns = [
    path("", session.home, name="home"),
    path("sign-in", session.sign_in, name="sign_in"),
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
