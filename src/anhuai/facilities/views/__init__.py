"""Pages of the facilities room, and its workbooks."""

from anhuai.facilities.views import dictionaries, organisations_workbook, workbook

__all__ = ["dictionaries", "organisations_workbook", "workbook"]
