"""Pages of the services room."""

from anhuai.services.views import around, community_workbook, dictionaries, panels, workbook

__all__ = ["around", "community_workbook", "dictionaries", "panels", "workbook"]
