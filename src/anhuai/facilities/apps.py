"""The facilities room as a Django application."""

from django.apps import AppConfig


class FacilitiesConfig(AppConfig):
    """Names the room for Django."""

    name = "anhuai.facilities"
    label = "facilities"
    verbose_name = "机构设施"
    default_auto_field = "django.db.models.BigAutoField"
