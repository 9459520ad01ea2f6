"""Pages of the facilities room, and its workbooks."""

from anhuai.facilities.views import first_day, organisations_workbook, screens, workbook

__all__ = ["first_day", "organisations_workbook", "screens", "workbook"]
