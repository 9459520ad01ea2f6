"""Pages of the civil room, and its part of the person page."""

from anhuai.civil.views import finding, volunteering

__all__ = ["finding", "volunteering"]
