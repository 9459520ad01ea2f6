"""Pages of the people room, and its workbooks."""

from anhuai.people.views import dictionaries, layouts, matching_workbook, workbook

__all__ = ["dictionaries", "layouts", "matching_workbook", "workbook"]
