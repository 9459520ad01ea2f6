"""The placements room as a Django application."""

from django.apps import AppConfig


class PlacementsConfig(AppConfig):
    """Names the room for Django."""

    name = "anhuai.placements"
    label = "placements"
    verbose_name = "床位与安置"
    default_auto_field = "django.db.models.BigAutoField"
