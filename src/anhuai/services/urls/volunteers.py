"""Addresses of activities and of certificates of hours."""

from django.urls import path

from anhuai.services.views import activities

urlpatterns = [
    path("activities/", activities.activity_list, name="activities"),
    path("activities/new", activities.activity_new, name="activity_new"),
    path("activities/<int:activity_id>/", activities.activity_detail, name="activity"),
    path("activities/<int:activity_id>/join", activities.activity_join, name="activity_join"),
    path(
        "activities/<int:activity_id>/leave/<int:helper_id>", activities.activity_leave,
        name="activity_leave",
    ),
    path("activities/<int:activity_id>/held", activities.activity_held, name="activity_held"),
    path(
        "activities/<int:activity_id>/call-off", activities.activity_call_off,
        name="activity_call_off",
    ),
    path("hours/new/<int:helper_id>", activities.certificate_new, name="hours_new"),
    path("hours/<int:hours_id>/", activities.certificate_detail, name="hours"),
    path("hours/<int:hours_id>/withdraw", activities.certificate_withdraw, name="hours_withdraw"),
    path("hours/verify/<str:code>", activities.certificate_shown, name="hours_shown"),
]  # fmt: skip
