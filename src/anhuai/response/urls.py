"""Addresses of the response room."""

from django.urls import path

from anhuai.response.views import devices, fencing, grounds, status, watching

app_name = "response"
urlpatterns = [
    path("", devices.device_list, name="list"),
    path("new", devices.device_new, name="new"),
    path("ingress/", status.ingress_status, name="ingress"),
    path("people/<int:person_id>/", watching.person_watch, name="watch"),
    path("people/<int:person_id>/rules/<slug:rule>", watching.person_rule, name="rule"),
    path("people/<int:person_id>/fences/new", fencing.fence_new, name="fence_new"),
    path("people/<int:person_id>/search", grounds.search_new, name="search_new"),
    path("fences/", grounds.fence_list, name="fences"),
    path("fences/new", fencing.risk_new, name="risk_new"),
    path("fences/map", fencing.fence_map, name="fence_map"),
    path("fences/<int:fence_id>/edit", fencing.fence_edit, name="fence_edit"),
    path("fences/<int:fence_id>/end", fencing.fence_end, name="fence_end"),
    path("searches/", grounds.search_list, name="searches"),
    path("searches/<int:search_id>/", grounds.search_detail, name="search"),
    path("<int:device_id>/", devices.device_detail, name="device"),
    path("<int:device_id>/bind", devices.device_bind, name="bind"),
    path("<int:device_id>/secret", devices.device_secret, name="secret"),
    path("<int:device_id>/test", devices.device_test, name="test"),
    path("<int:device_id>/check", devices.device_check, name="check"),
    path("<int:device_id>/command", devices.device_command, name="command"),
    path("<int:device_id>/remove", devices.device_remove, name="remove"),
]
