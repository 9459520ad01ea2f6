"""Addresses of the workforce room."""

from django.urls import path

from anhuai.workforce.views import workers

app_name = "workforce"
urlpatterns = [
    path("", workers.post_list, name="list"),
    path("new", workers.hire, name="new"),
    path("training", workers.training_new, name="training"),
    path("<int:worker_id>/", workers.worker_detail, name="worker"),
    path("<int:worker_id>/edit", workers.worker_edit, name="edit"),
    path("<int:worker_id>/reveal", workers.worker_reveal, name="reveal"),
    path("<int:worker_id>/certificates", workers.certificate_new, name="certificates"),
    path("posts/<int:post_id>/end", workers.post_end, name="post_end"),
]
