"""Addresses of the services room, one file a subject."""

from anhuai.services.urls import (
    adaptation,
    family_beds,
    mart,
    meals,
    orders,
    routes,
    settlement,
    visits,
)

app_name = "services"
urlpatterns = [
    *mart.urlpatterns,
    *meals.urlpatterns,
    *orders.urlpatterns,
    *routes.urlpatterns,
    *settlement.urlpatterns,
    *visits.urlpatterns,
    *adaptation.urlpatterns,
    *family_beds.urlpatterns,
]
