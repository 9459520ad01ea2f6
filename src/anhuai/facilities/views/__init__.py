"""Pages of the facilities room, and its workbooks."""

from anhuai.facilities.views import dictionaries, layouts, organisations_workbook, workbook

__all__ = ["dictionaries", "layouts", "organisations_workbook", "workbook"]
