"""Addresses of the desk."""

from django.urls import path

from anhuai.desk.views import board

app_name = "desk"
urlpatterns = [
    path("", board.board, name="board"),
    path("queue", board.queue, name="queue"),
    path("case/<int:case_id>", board.person_panel, name="panel"),
]
