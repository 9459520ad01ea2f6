"""Pages of the services room."""

from anhuai.services.views import dictionaries, panels, roster_sheets, workbook

__all__ = ["dictionaries", "panels", "roster_sheets", "workbook"]
