"""Pages of the workforce room, and its panels on lower rooms' pages."""

from anhuai.workforce.views import dictionaries, panels, workers

__all__ = ["dictionaries", "panels", "workers"]
