"""Pages of the people room, and its workbooks."""

from anhuai.people.views import matching_workbook, workbook

__all__ = ["matching_workbook", "workbook"]
