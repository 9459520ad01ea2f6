"""The people room as a Django application."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """Names the room for Django."""

    name = "anhuai.people"
    label = "people"
    verbose_name = "人员"
    default_auto_field = "django.db.models.BigAutoField"
