"""The benefits room as a Django application."""

from django.apps import AppConfig


class BenefitsConfig(AppConfig):
    """Names the room for Django."""

    name = "anhuai.benefits"
    label = "benefits"
    verbose_name = "待遇与补贴"
    default_auto_field = "django.db.models.BigAutoField"
