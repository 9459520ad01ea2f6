"""Pages of the services room."""

from anhuai.services.views import (
    around,
    community_workbook,
    dictionaries,
    first_day,
    home_panels,
    home_workbook,
    meal_panels,
    meal_workbook,
    order_dictionaries,
    order_panels,
    order_workbook,
    panels,
    roster_sheets,
    settlement_workbook,
    sheets_in,
    workbook,
)

__all__ = [
    "around",
    "community_workbook",
    "dictionaries",
    "first_day",
    "home_panels",
    "home_workbook",
    "meal_panels",
    "meal_workbook",
    "order_dictionaries",
    "order_panels",
    "order_workbook",
    "panels",
    "roster_sheets",
    "settlement_workbook",
    "sheets_in",
    "workbook",
]
