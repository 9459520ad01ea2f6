"""Pages of the plans room."""

from anhuai.plans.views import departments, home

__all__ = ["departments", "home"]
