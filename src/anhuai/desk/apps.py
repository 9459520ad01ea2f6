"""The desk room as a Django application."""

from importlib import import_module

from django.apps import AppConfig


class DeskConfig(AppConfig):
    """Names the room for Django."""

    name = "anhuai.desk"
    label = "desk"
    verbose_name = "12349值守台"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Declare the desk's settings in every process."""
        import_module("anhuai.desk.actions")
