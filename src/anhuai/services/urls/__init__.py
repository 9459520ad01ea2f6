"""Addresses of the services room, one file a subject."""

from anhuai.services.urls import adaptation, family_beds, visits

app_name = "services"
urlpatterns = [*visits.urlpatterns, *adaptation.urlpatterns, *family_beds.urlpatterns]
