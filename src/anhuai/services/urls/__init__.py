"""Addresses of the services room, one file a subject."""

from anhuai.services.urls import routes, visits

app_name = "services"
urlpatterns = [*visits.urlpatterns, *routes.urlpatterns]
