"""Pages of the plans room."""

from anhuai.plans.views import home, screens

__all__ = ["home", "screens"]
