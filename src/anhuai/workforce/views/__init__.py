"""Pages of the workforce room, and its panels on lower rooms' pages."""

from anhuai.workforce.views import finding, panels, workers

__all__ = ["finding", "panels", "workers"]
