"""The workforce room as a Django application."""

from django.apps import AppConfig


class WorkforceConfig(AppConfig):
    """Names the room for Django."""

    name = "anhuai.workforce"
    label = "workforce"
    verbose_name = "人员队伍"
    default_auto_field = "django.db.models.BigAutoField"
