"""Pages of the services room."""

from anhuai.services.views import dictionaries, panels, settlement_workbook, workbook

__all__ = ["dictionaries", "panels", "settlement_workbook", "workbook"]
