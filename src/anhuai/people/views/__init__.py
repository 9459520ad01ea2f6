"""Pages of the people room, and its workbooks."""

from anhuai.people.views import finding, matching_workbook, workbook

__all__ = ["finding", "matching_workbook", "workbook"]
