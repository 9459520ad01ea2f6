"""The plans room as a Django application."""

from django.apps import AppConfig


class PlansConfig(AppConfig):
    """Names the room for Django."""

    name = "anhuai.plans"
    label = "plans"
    verbose_name = "规划"
    default_auto_field = "django.db.models.BigAutoField"
