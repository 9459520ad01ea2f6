"""The response room as a Django application."""

from importlib import import_module

from django.apps import AppConfig


class ResponseConfig(AppConfig):
    """Names the room for Django."""

    name = "anhuai.response"
    label = "response"
    verbose_name = "设备与呼叫响应"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Let an officer's answer cancel timers in every process."""
        import_module("anhuai.response.actions")
