"""Addresses of the services room, one file a subject."""

from anhuai.services.urls import orders, settlement, visits

app_name = "services"
urlpatterns = [*visits.urlpatterns, *orders.urlpatterns, *settlement.urlpatterns]
