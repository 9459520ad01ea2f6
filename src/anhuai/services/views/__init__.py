"""Pages of the services room."""

from anhuai.services.views import dictionaries, meal_panels, meal_workbook, panels, workbook

__all__ = ["dictionaries", "meal_panels", "meal_workbook", "panels", "workbook"]
