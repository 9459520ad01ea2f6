"""Pages of the facilities room, and its workbooks."""

from anhuai.facilities.views import finding, organisations_workbook, workbook

__all__ = ["finding", "organisations_workbook", "workbook"]
