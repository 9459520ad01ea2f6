"""Pages of the workforce room, and its panels on lower rooms' pages."""

from anhuai.workforce.views import dictionaries, finding, panels, standing, workbook, workers

__all__ = ["dictionaries", "finding", "panels", "standing", "workbook", "workers"]
