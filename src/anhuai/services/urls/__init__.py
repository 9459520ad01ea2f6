"""Addresses of the services room, one file a subject."""

from anhuai.services.urls import mutual, school, visits, volunteers

app_name = "services"
urlpatterns = [
    *visits.urlpatterns,
    *mutual.urlpatterns,
    *volunteers.urlpatterns,
    *school.urlpatterns,
]
