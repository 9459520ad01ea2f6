"""Addresses of the workforce room."""

from django.urls import path

from anhuai.workforce.views import badges, checks, courses, gaps, standing, verifying, workers

app_name = "workforce"
urlpatterns = [
    path("", workers.post_list, name="list"),
    path("new", workers.hire, name="new"),
    path("training", workers.training_new, name="training"),
    path("gaps", gaps.gap_page, name="gaps"),
    path("checks", checks.check_list, name="checks"),
    path("courses/", courses.course_list, name="courses"),
    path("courses/new", courses.course_new, name="course_new"),
    path("courses/<int:course_id>/", courses.course_detail, name="course"),
    path("courses/<int:course_id>/invite", courses.course_invite, name="course_invite"),
    path("courses/<int:course_id>/results", courses.course_results, name="course_results"),
    path("courses/<int:course_id>/call-off", courses.course_call_off, name="course_call_off"),
    path(
        "courses/<int:course_id>/remove/<int:worker_id>",
        courses.course_uninvite,
        name="course_uninvite",
    ),
    path("service", standing.service_list, name="service"),
    path("heads", standing.head_list, name="heads"),
    path("honours/", standing.honour_list, name="honours"),
    path("honours/<int:honour_id>/retract", standing.honour_retract, name="honour_retract"),
    path("<int:worker_id>/honours", standing.honour_new, name="honour_new"),
    path("badge/<str:code>", badges.badge_shown, name="badge"),
    path("<int:worker_id>/", workers.worker_detail, name="worker"),
    path("<int:worker_id>/edit", workers.worker_edit, name="edit"),
    path("<int:worker_id>/reveal", workers.worker_reveal, name="reveal"),
    path("<int:worker_id>/certificates", workers.certificate_new, name="certificates"),
    path("<int:worker_id>/verify", verifying.verification_new, name="verification_new"),
    path("<int:worker_id>/checks", checks.check_new, name="check_new"),
    path("<int:worker_id>/badge", badges.badge_new, name="badge_new"),
    path("<int:worker_id>/badge/withdraw", badges.badge_withdraw, name="badge_withdraw"),
    path("posts/<int:post_id>/end", workers.post_end, name="post_end"),
]
