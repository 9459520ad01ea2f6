"""Addresses of the childcare room."""

from django.urls import path

from anhuai.childcare.views import applying, children, family, figures, nurseries, ranking, today

app_name = "childcare"
urlpatterns = [
    path("", nurseries.nursery_list, name="nurseries"),
    path("nurseries/new", nurseries.nursery_new, name="nursery_new"),
    path("nurseries/<int:nursery_id>/", nurseries.nursery_page, name="nursery"),
    path("nurseries/<int:nursery_id>/class", nurseries.class_new, name="class_new"),
    path("nurseries/<int:nursery_id>/incident", today.incident, name="incident"),
    path("nurseries/<int:nursery_id>/rank", ranking.rank, name="rank"),
    path("classes/<int:class_id>/", today.class_page, name="class"),
    path("classes/<int:class_id>/end", nurseries.class_end, name="class_end"),
    path("classes/<int:class_id>/duty", today.come, name="come"),
    path("classes/<int:class_id>/visitor", children.visitor, name="visitor"),
    path("classes/<int:class_id>/arrive/<int:enrolment_id>", today.arrive, name="arrive"),
    path("duties/<int:duty_id>/off", today.off, name="off"),
    path("attendances/<int:attendance_id>/leave", today.leave, name="leave"),
    path("attendances/<int:attendance_id>/stranger", today.stranger, name="stranger"),
    path("attendances/<int:attendance_id>/check", today.check, name="check"),
    path("rankings/<int:ranking_id>/", ranking.ranking_page, name="ranking"),
    path("rules/", ranking.rule_list, name="rules"),
    path("rules/new", ranking.rule_new, name="rule_new"),
    path("applications/", applying.application_list, name="applications"),
    path("applications/new", applying.apply, name="apply"),
    path("applications/<int:application_id>/", applying.application_page, name="application"),
    path("applications/<int:application_id>/offer", applying.offer, name="offer"),
    path("applications/<int:application_id>/withdraw", applying.withdraw, name="withdraw"),
    path("offers/<int:offer_id>/<slug:says>", applying.answer, name="answer"),
    path("offers/<int:offer_id>/enrol/", children.enrol, name="enrol"),
    path("children/", children.child_list, name="children"),
    path("children/<int:enrolment_id>/", children.child_page, name="child"),
    path("children/<int:enrolment_id>/end", children.end, name="end"),
    path("children/<int:enrolment_id>/book", children.book, name="book"),
    path("children/<int:enrolment_id>/pick-up", children.pick_up, name="pick_up"),
    path("children/<int:enrolment_id>/pass", children.own_pass, name="pass"),
    path("scan/<str:token>", children.scan, name="scan"),
    path("bookings/<int:booking_id>/cancel", children.cancel, name="cancel"),
    path("pick-ups/<int:pick_up_id>/end", children.pick_up_end, name="pick_up_end"),
    path("figures", figures.figure_list, name="figures"),
    path("mine/", family.mine, name="mine"),
]
