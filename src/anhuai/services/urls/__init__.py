"""Addresses of the services room, one file a subject."""

from anhuai.services.urls import (
    adaptation,
    family_beds,
    mart,
    meals,
    mutual,
    orders,
    routes,
    school,
    settlement,
    visits,
    volunteers,
)

app_name = "services"
urlpatterns = [
    *adaptation.urlpatterns,
    *family_beds.urlpatterns,
    *mart.urlpatterns,
    *meals.urlpatterns,
    *orders.urlpatterns,
    *routes.urlpatterns,
    *settlement.urlpatterns,
    *visits.urlpatterns,
    *mutual.urlpatterns,
    *school.urlpatterns,
    *volunteers.urlpatterns,
]
