"""The workforce room as a Django application."""

from importlib import import_module

from django.apps import AppConfig


class WorkforceConfig(AppConfig):
    """Names the room for Django."""

    name = "anhuai.workforce"
    label = "workforce"
    verbose_name = "人员队伍"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Let posts end with their facility in every process, whether it serves pages or not."""
        import_module("anhuai.workforce.actions")
