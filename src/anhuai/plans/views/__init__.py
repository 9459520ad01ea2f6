"""Pages of the plans room."""

from anhuai.plans.views import finding, home

__all__ = ["finding", "home"]
