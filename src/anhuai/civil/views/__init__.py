"""Pages of the civil room, and its part of the person page."""

from anhuai.civil.views import volunteering

__all__ = ["volunteering"]
