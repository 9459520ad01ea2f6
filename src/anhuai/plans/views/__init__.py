"""Pages of the plans room."""

from anhuai.plans.views import departments, finding, first_day, home, screens

__all__ = ["departments", "finding", "first_day", "home", "screens"]
