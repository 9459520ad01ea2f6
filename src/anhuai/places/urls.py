"""Addresses of the places room."""

from django.urls import path

from anhuai.places.views import divisions as views

app_name = "places"
urlpatterns = [
    path("", views.division_list, name="list"),
    path("<slug:code>/", views.division_detail, name="division"),
    path("<slug:code>/figures/new", views.figure_new, name="figure_new"),
    path("<slug:code>/boundary.geojson", views.boundary, name="boundary"),
    path("<slug:code>/children.geojson", views.children, name="children"),
]
