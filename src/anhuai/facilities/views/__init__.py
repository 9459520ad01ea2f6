"""Pages of the facilities room, and its workbooks."""

from anhuai.facilities.views import (
    dictionaries,
    finding,
    first_day,
    layouts,
    organisations_workbook,
    screens,
    workbook,
)

__all__ = [
    "dictionaries", "finding", "first_day", "layouts", "organisations_workbook", "screens",
    "workbook",
]  # fmt: skip
