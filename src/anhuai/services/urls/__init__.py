"""Addresses of the services room, one file a subject."""

from anhuai.services.urls import mart, meals, visits

app_name = "services"
urlpatterns = [*visits.urlpatterns, *meals.urlpatterns, *mart.urlpatterns]
