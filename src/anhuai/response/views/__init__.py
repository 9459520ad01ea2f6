"""Pages of the response room, and its panel on the person's page."""

from anhuai.response.views import devices, dictionaries, panels, status, workbook

__all__ = ["devices", "dictionaries", "panels", "status", "workbook"]
