"""Pages of the plans room."""

from anhuai.plans.views import home

__all__ = ["home"]
