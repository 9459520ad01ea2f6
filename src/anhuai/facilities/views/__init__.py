"""Pages of the facilities room, and its workbooks."""

from anhuai.facilities.views import (
    dictionaries,
    first_day,
    layouts,
    organisations_workbook,
    screens,
    workbook,
)

__all__ = [
    "dictionaries", "first_day", "layouts", "organisations_workbook", "screens", "workbook",
]  # fmt: skip
