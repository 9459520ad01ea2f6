"""Pages of the civil room, and its part of the person page."""

from anhuai.civil.views import dictionaries, finding, volunteering

__all__ = ["dictionaries", "finding", "volunteering"]
