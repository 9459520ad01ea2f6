"""Pages of the facilities room, and its workbooks."""

from anhuai.facilities.views import layouts, organisations_workbook, workbook

__all__ = ["layouts", "organisations_workbook", "workbook"]
