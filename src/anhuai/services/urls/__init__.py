"""Addresses of the services room, one file a subject."""

from anhuai.services.urls import orders, routes, settlement, visits

app_name = "services"
urlpatterns = [
    *orders.urlpatterns,
    *settlement.urlpatterns,
    *visits.urlpatterns,
    *routes.urlpatterns,
]
