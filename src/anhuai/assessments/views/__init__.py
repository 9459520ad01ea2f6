"""Pages of the assessments room."""

from anhuai.assessments.views import dictionaries, first_day, panels, screens, workbook

__all__ = ["dictionaries", "first_day", "panels", "screens", "workbook"]
