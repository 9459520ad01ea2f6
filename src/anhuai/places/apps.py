"""The places room as a Django application."""

from django.apps import AppConfig


class PlacesConfig(AppConfig):
    """Names the room for Django."""

    name = "anhuai.places"
    label = "places"
    verbose_name = "地区"
    default_auto_field = "django.db.models.BigAutoField"
