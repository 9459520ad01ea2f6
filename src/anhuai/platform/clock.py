"""The one place that asks the machine for the time."""

from datetime import date, datetime

from django.utils import timezone


def now() -> datetime:
    """Return the current instant, aware, in UTC."""
    return timezone.now()  # noqa: TID251


def today() -> date:
    """Return the current day in the county's local time (Asia/Shanghai)."""
    return timezone.localdate()  # noqa: TID251
