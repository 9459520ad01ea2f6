"""The funds room as a Django application."""

from django.apps import AppConfig


class FundsConfig(AppConfig):
    """Names the room for Django."""

    name = "anhuai.funds"
    label = "funds"
    verbose_name = "资金台账与发放"
    default_auto_field = "django.db.models.BigAutoField"
