"""Pages of the people room, and its workbook."""

from anhuai.people.views import first_day, screens, workbook

__all__ = ["first_day", "screens", "workbook"]
