"""A home with a care worker, and a village child officer."""

from tests.facilities.conftest import opened, operator

__all__ = ["opened", "operator"]
