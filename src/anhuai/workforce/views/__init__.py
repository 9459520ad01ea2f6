"""Pages of the workforce room, and its panels on lower rooms' pages."""

from anhuai.workforce.views import panels, workers

__all__ = ["panels", "workers"]
