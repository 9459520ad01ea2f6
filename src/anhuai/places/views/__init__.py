"""Pages of the places room."""

from anhuai.places.views import finding

__all__ = ["finding"]
