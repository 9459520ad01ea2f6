"""The portal room as a Django application."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    """Names the room for Django."""

    name = "anhuai.portal"
    label = "portal"
    verbose_name = "公众"
    default_auto_field = "django.db.models.BigAutoField"
