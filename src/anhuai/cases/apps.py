"""The cases room as a Django application."""

from importlib import import_module

from django.apps import AppConfig


class CasesConfig(AppConfig):
    """Names the room for Django."""

    name = "anhuai.cases"
    label = "cases"
    verbose_name = "个案与工单"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Load the actions everywhere: a higher room's followers hang on them."""
        import_module("anhuai.cases.actions")
