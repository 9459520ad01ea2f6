"""Pages of the facilities room, and its workbooks."""

from anhuai.facilities.views import organisations_workbook, screens, workbook

__all__ = ["organisations_workbook", "screens", "workbook"]
