"""Pages of the room, and its parts of lower rooms' pages."""

from anhuai.benefits.views import applications, decided, first_day, items, panels, standards, steps

__all__ = ["applications", "decided", "first_day", "items", "panels", "standards", "steps"]
