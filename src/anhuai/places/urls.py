"""Addresses of the places room."""

from django.urls import path

from anhuai.places.views import divisions, reforms

app_name = "places"
urlpatterns = [
    path("", divisions.division_list, name="list"),
    path("reforms/", reforms.reform_list, name="reforms"),
    path("reforms/<int:reform_id>/", reforms.reform_page, name="reform"),
    path("reforms/<int:reform_id>/villages", reforms.reform_villages, name="reform_villages"),
    path("reforms/<int:reform_id>/confirm", reforms.reform_confirm, name="reform_confirm"),
    path("reforms/<int:reform_id>/undo", reforms.reform_undo, name="reform_undo"),
    path("reforms/<int:reform_id>/withdraw", reforms.reform_withdraw, name="reform_withdraw"),
    path("<slug:code>/", divisions.division_detail, name="division"),
    path("<slug:code>/figures/new", divisions.figure_new, name="figure_new"),
    path("<slug:code>/reform/<slug:kind>", reforms.reform_new, name="reform_new"),
    path("<slug:code>/boundary.geojson", divisions.boundary, name="boundary"),
    path("<slug:code>/children.geojson", divisions.children, name="children"),
]
