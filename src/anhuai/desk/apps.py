"""The desk room as a Django application."""

from django.apps import AppConfig


class DeskConfig(AppConfig):
    """Names the room for Django."""

    name = "anhuai.desk"
    label = "desk"
    verbose_name = "12349值守台"
    default_auto_field = "django.db.models.BigAutoField"
