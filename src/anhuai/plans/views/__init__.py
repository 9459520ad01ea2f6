"""Pages of the plans room."""

from anhuai.plans.views import first_day, home, screens

__all__ = ["first_day", "home", "screens"]
