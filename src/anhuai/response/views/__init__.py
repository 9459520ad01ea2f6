"""Pages of the response room, and its panel on the person's page."""

from anhuai.response.views import (
    devices,
    dictionaries,
    grounds,
    panels,
    status,
    watching,
    workbook,
)

__all__ = ["devices", "dictionaries", "grounds", "panels", "status", "watching", "workbook"]
