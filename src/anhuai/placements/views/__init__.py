"""Pages of the placements room, and what it adds to other pages."""

from anhuai.placements.views import panels, workbook

__all__ = ["panels", "workbook"]
