"""Pages of the funds room, and its parts of lower rooms' pages."""

from anhuai.funds.views import first_day, screens

__all__ = ["first_day", "screens"]
