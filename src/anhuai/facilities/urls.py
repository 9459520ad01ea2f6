"""Addresses of the facilities room."""

from django.urls import path

from anhuai.facilities.views import capacity, filings, lists, one, organisations, papers, register

app_name = "facilities"
urlpatterns = [
    path("", lists.facility_list, name="list"),
    path("map", lists.facility_map, name="map"),
    path("new", register.facility_new, name="new"),
    path("organisations/", organisations.organisation_list, name="organisations"),
    path("organisations/new", organisations.organisation_new, name="organisation_new"),
    path(
        "organisations/<int:organisation_id>/",
        organisations.organisation_detail,
        name="organisation",
    ),
    path(
        "organisations/<int:organisation_id>/edit",
        organisations.organisation_edit,
        name="organisation_edit",
    ),
    path(
        "organisations/<int:organisation_id>/end",
        organisations.organisation_end,
        name="organisation_end",
    ),
    path("<int:facility_id>/", one.facility_detail, name="facility"),
    path("filings/", filings.filing_list, name="filings"),
    path("filings/<int:filing_id>/", filings.filing_detail, name="filing"),
    path("filings/<int:filing_id>/receive", filings.filing_receive, name="filing_receive"),
    path("filings/<int:filing_id>/refuse", filings.filing_refuse, name="filing_refuse"),
    path("filings/<int:filing_id>/withdraw", filings.filing_withdraw, name="filing_withdraw"),
    path("filings/<int:filing_id>/check", filings.filing_check, name="filing_check"),
    path("<int:facility_id>/file", filings.filing_new, name="filing_new"),
    path("<int:facility_id>/edit", register.facility_edit, name="edit"),
    path("<int:facility_id>/status", register.facility_status, name="status"),
    path("<int:facility_id>/reopen", register.facility_reopen, name="reopen"),
    path("<int:facility_id>/operator", register.facility_operator, name="operator"),
    path("<int:facility_id>/position", register.facility_position, name="position"),
    path("<int:facility_id>/beds", capacity.facility_beds, name="beds"),
    path("<int:facility_id>/places", capacity.facility_places, name="places"),
    path("<int:facility_id>/services", capacity.facility_services, name="services"),
    path("<int:facility_id>/licences", papers.facility_licences, name="licences"),
    path("<int:facility_id>/licences/<int:licence_id>", papers.licence_renew, name="renew"),
    path("<int:facility_id>/marks", papers.facility_marks, name="marks"),
    path("<int:facility_id>/marks/<int:mark_id>", papers.mark_end, name="mark_end"),
    path("<int:facility_id>/works", papers.facility_works, name="works"),
    path("<int:facility_id>/works/<int:works_id>", papers.works_accept, name="accept"),
]
