"""Pages of the people room, and its workbook."""

from anhuai.people.views import dictionaries, layouts, workbook

__all__ = ["dictionaries", "layouts", "workbook"]
