"""The siting room as a Django application."""

from importlib import import_module

from django.apps import AppConfig


class SitingConfig(AppConfig):
    """Names the room for Django."""

    name = "anhuai.siting"
    label = "siting"
    verbose_name = "选址与可达性"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Declare the room's settings in every process, whether it serves pages or not."""
        import_module("anhuai.siting.actions")
