"""Pages of the people room, and its workbooks."""

from anhuai.people.views import (
    dictionaries,
    finding,
    first_day,
    layouts,
    matching_workbook,
    screens,
    workbook,
)

__all__ = [
    "dictionaries", "finding", "first_day", "layouts", "matching_workbook", "screens", "workbook",
]  # fmt: skip
