"""Pages of the services room."""

from anhuai.services.views import (
    dictionaries,
    order_dictionaries,
    order_panels,
    order_workbook,
    panels,
    settlement_workbook,
    workbook,
)

__all__ = [
    "dictionaries", "order_dictionaries", "order_panels", "order_workbook", "panels",
    "settlement_workbook", "workbook",
]  # fmt: skip
