"""Addresses of the response room."""

from django.urls import path

from anhuai.response.views import devices, status

app_name = "response"
urlpatterns = [
    path("", devices.device_list, name="list"),
    path("new", devices.device_new, name="new"),
    path("ingress/", status.ingress_status, name="ingress"),
    path("<int:device_id>/", devices.device_detail, name="device"),
    path("<int:device_id>/bind", devices.device_bind, name="bind"),
    path("<int:device_id>/secret", devices.device_secret, name="secret"),
    path("<int:device_id>/test", devices.device_test, name="test"),
    path("<int:device_id>/check", devices.device_check, name="check"),
    path("<int:device_id>/command", devices.device_command, name="command"),
    path("<int:device_id>/remove", devices.device_remove, name="remove"),
]
