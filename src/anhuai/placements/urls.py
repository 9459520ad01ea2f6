"""Addresses of the placements room."""

from django.urls import path

from anhuai.placements.views import ahead, applications, beds, billing, findings, prepaid, stays

app_name = "placements"
urlpatterns = [
    path("", applications.application_list, name="applications"),
    path("apply", applications.apply, name="apply"),
    path("apply/<int:person_id>", applications.apply_for, name="apply_for"),
    path("applications/<int:application_id>/", applications.application, name="application"),
    path("applications/<int:application_id>/edit", applications.amend, name="amend"),
    path("applications/<int:application_id>/withdraw", applications.withdraw, name="withdraw"),
    path("applications/<int:application_id>/refuse", applications.refuse, name="refuse"),
    path("applications/<int:application_id>/renew", applications.renew, name="renew"),
    path("applications/<int:application_id>/admit", stays.admit_offered, name="admit_offered"),
    path(
        "applications/<int:application_id>/offers/<int:offer_id>/take-back",
        applications.take_back,
        name="take_back",
    ),
    path(
        "applications/<int:application_id>/offers/<int:offer_id>/<slug:how>",
        applications.answer,
        name="answer",
    ),
    path("homes", beds.homes, name="homes"),
    path("beds/<int:facility_id>/", beds.board, name="board"),
    path("beds/<int:facility_id>/queue", beds.queue, name="queue"),
    path("beds/<int:facility_id>/offer", beds.offer, name="offer"),
    path("beds/<int:facility_id>/admit", stays.admit, name="admit"),
    path("beds/<int:facility_id>/report", beds.report, name="report"),
    path("beds/<int:facility_id>/incident", beds.incident_new, name="incident_new"),
    path("published/<int:home_id>/", beds.published, name="published"),
    path("beds/<int:facility_id>/bills", billing.draw, name="draw_bills"),
    path("prepaid/", ahead.ahead_list, name="ahead"),
    path("beds/<int:facility_id>/assets", ahead.assets, name="assets"),
    path("bills/", billing.bill_list, name="bills"),
    path("bills/<int:bill_id>/", billing.bill, name="bill"),
    path("bills/<int:bill_id>/settle", billing.settle, name="settle_bill"),
    path("bills/<int:bill_id>/set-off", prepaid.set_off, name="set_off_bill"),
    path("bills/<int:bill_id>/void", billing.void, name="void_bill"),
    path("findings", findings.finding_list, name="findings"),
    path("reports/", beds.report_list, name="reports"),
    path("incidents/", beds.incident_list, name="incidents"),
    path("stays/", stays.stay_list, name="stays"),
    path("stays/<int:stay_id>/", stays.stay, name="stay"),
    path("stays/<int:stay_id>/move", stays.move, name="move"),
    path("stays/<int:stay_id>/away", stays.away, name="away"),
    path("stays/<int:stay_id>/back", stays.back, name="back"),
    path("stays/<int:stay_id>/level", stays.level, name="level"),
    path("stays/<int:stay_id>/risks", stays.risks, name="risks"),
    path("stays/<int:stay_id>/prepay", prepaid.take, name="prepay"),
    path("stays/<int:stay_id>/refund", prepaid.refund, name="refund"),
    path("stays/<int:stay_id>/discharge", stays.discharge, name="discharge"),
]
