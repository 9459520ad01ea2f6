"""Addresses of the services room, one file a subject."""

from anhuai.services.urls import settlement, visits

app_name = "services"
urlpatterns = [*visits.urlpatterns, *settlement.urlpatterns]
