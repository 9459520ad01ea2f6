"""The desk over REST."""

from anhuai.desk.api import intake as _intake  # noqa: F401 - adds its addresses
from anhuai.desk.api.reading import router

__all__ = ["router"]
