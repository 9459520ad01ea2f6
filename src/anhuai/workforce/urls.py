"""Addresses of the workforce room."""

from django.urls import path

from anhuai.workforce import views

app_name = "workforce"
urlpatterns = [
    path("", views.post_list, name="list"),
    path("new", views.hire, name="new"),
    path("training", views.training_new, name="training"),
    path("<int:worker_id>/", views.worker_detail, name="worker"),
    path("<int:worker_id>/edit", views.worker_edit, name="edit"),
    path("<int:worker_id>/certificates", views.certificate_new, name="certificates"),
    path("posts/<int:post_id>/end", views.post_end, name="post_end"),
]
