"""Pages of the people room, and its workbook."""

from anhuai.people.views import layouts, workbook

__all__ = ["layouts", "workbook"]
