"""Pages of the room, and its parts of lower rooms' pages."""

from anhuai.benefits.views import applications, decided, items, panels, standards, steps

__all__ = ["applications", "decided", "items", "panels", "standards", "steps"]
