"""Pages of the plans room."""

from anhuai.plans.views import departments, first_day, home, screens

__all__ = ["departments", "first_day", "home", "screens"]
