"""Addresses of the services room, one file a subject."""

from anhuai.services.urls import mart, meals, orders, routes, settlement, visits

app_name = "services"
urlpatterns = [
    *orders.urlpatterns,
    *routes.urlpatterns,
    *settlement.urlpatterns,
    *visits.urlpatterns,
    *mart.urlpatterns,
    *meals.urlpatterns,
]
