"""The civil room as a Django application."""

from django.apps import AppConfig


class CivilConfig(AppConfig):
    """Names the room for Django."""

    name = "anhuai.civil"
    label = "civil"
    verbose_name = "社会组织与志愿服务"
    default_auto_field = "django.db.models.BigAutoField"
