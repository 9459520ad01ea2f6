"""Pages of the assessments room."""

from anhuai.assessments.views import dictionaries, panels, workbook

__all__ = ["dictionaries", "panels", "workbook"]
