"""Pages of the desk."""

from anhuai.desk.views import board, live

__all__ = ["board", "live"]
