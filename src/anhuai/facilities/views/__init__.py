"""Pages of the facilities room, and its workbook."""

from anhuai.facilities.views import workbook

__all__ = ["workbook"]
