"""Pages of the people room, and its workbook."""

from anhuai.people.views import dictionaries, workbook

__all__ = ["dictionaries", "workbook"]
