"""Addresses of the benefits room."""

from django.urls import path

from anhuai.benefits.views import (
    applications,
    decided,
    declared,
    declaring,
    institutions,
    items,
    monitoring,
    paying,
    restating,
    standards,
    steps,
)

app_name = "benefits"
urlpatterns = [
    path("", items.item_list, name="items"),
    path("claims", items.item_catalogue, name="catalogue"),
    path("items/<slug:item>/", items.item, name="item"),
    path("owed", decided.owed_list, name="owed"),
    path("restated", restating.restated_list, name="restated"),
    path("restate/<int:person_id>", restating.restate, name="restate"),
    path("declared", declared.declared_list, name="declared"),
    path("declare/<int:person_id>", declaring.declare, name="declare"),
    path(
        "declare/<int:person_id>/files/<int:file_id>", declaring.declared_file,
        name="declared_file",
    ),
    path("pay", paying.pay, name="pay"),
    path("credit", paying.credit, name="credit"),
    path("why/<int:person_id>/<slug:item>", decided.why, name="why"),
    path("institutions", institutions.institution_list, name="institutions"),
    path(
        "institutions/<int:due_id>/prepare", institutions.institution_prepare,
        name="institution_prepare",
    ),
    path("institutions/<int:due_id>/pay", institutions.institution_pay, name="institution_pay"),
    path("monitoring", monitoring.monitoring, name="monitoring"),
    path("findings/<int:finding_id>/visit", monitoring.visit, name="visit"),
    path("findings/", decided.finding_list, name="findings"),
    path("findings/<int:finding_id>/", decided.finding, name="finding"),
    path("findings/<int:finding_id>/handle", decided.finding_handle, name="finding_handle"),
    path("standards/", standards.standard_list, name="standards"),
    path("standards/index", standards.index, name="index"),
    path("standards/changes/<int:change_id>/", standards.standard_change, name="standard_change"),
    path(
        "standards/changes/<int:change_id>/decide", standards.standard_decide,
        name="standard_decide",
    ),
    path("standards/<slug:parameter>/", standards.standard, name="standard"),
    path("standards/<slug:parameter>/propose", standards.standard_propose, name="standard_propose"),
    path("applications/", applications.application_list, name="applications"),
    path("applications/new", steps.apply, name="apply"),
    path("applications/<int:application_id>/", applications.application, name="application"),
    path(
        "applications/<int:application_id>/photos/<int:file_id>",
        applications.application_photo, name="application_photo",
    ),
    path(
        "applications/<int:application_id>/<slug:step>", steps.application_step,
        name="application_step",
    ),
]  # fmt: skip
