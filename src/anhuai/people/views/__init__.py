"""Pages of the people room, and its workbook."""

from anhuai.people.views import workbook

__all__ = ["workbook"]
