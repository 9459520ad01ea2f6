"""Pages of the people room, and its workbook."""

from anhuai.people.views import screens, workbook

__all__ = ["screens", "workbook"]
