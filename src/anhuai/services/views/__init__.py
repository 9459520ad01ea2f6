"""Pages of the services room."""

from anhuai.services.views import dictionaries, home_panels, home_workbook, panels, workbook

__all__ = ["dictionaries", "home_panels", "home_workbook", "panels", "workbook"]
