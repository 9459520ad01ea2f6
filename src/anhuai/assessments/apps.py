"""The assessments room as a Django application."""

from django.apps import AppConfig


class AssessmentsConfig(AppConfig):
    """Names the room for Django."""

    name = "anhuai.assessments"
    label = "assessments"
    verbose_name = "评估量表与评估"
    default_auto_field = "django.db.models.BigAutoField"
