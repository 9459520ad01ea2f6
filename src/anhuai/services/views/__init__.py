"""Pages of the services room."""

from anhuai.services.views import dictionaries, panels, workbook

__all__ = ["dictionaries", "panels", "workbook"]
