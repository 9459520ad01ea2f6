"""The childcare room as a Django application."""

from django.apps import AppConfig


class ChildcareConfig(AppConfig):
    """Names the room for Django."""

    name = "anhuai.childcare"
    label = "childcare"
    verbose_name = "托育服务"
    default_auto_field = "django.db.models.BigAutoField"
