"""The services room as a Django application."""

from django.apps import AppConfig


class ServicesConfig(AppConfig):
    """Names the room for Django."""

    name = "anhuai.services"
    label = "services"
    verbose_name = "居家服务"
    default_auto_field = "django.db.models.BigAutoField"
