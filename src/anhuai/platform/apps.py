"""The platform room as a Django application."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class PlatformConfig(AppConfig):
    """Names the room for Django and makes every room's jobs known to the worker."""

    name = "anhuai.platform"
    label = "platform"
    verbose_name = "平台"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Import the jobs of every room."""
        autodiscover_modules("jobs", "jobs.nightly", "jobs.reminding", "webhooks.jobs")
