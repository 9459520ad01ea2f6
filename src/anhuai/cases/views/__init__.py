"""Pages of the cases room."""

from anhuai.cases.views import dictionaries, errands, moves, one, skills

__all__ = ["dictionaries", "errands", "moves", "one", "skills"]
