"""Pages of the desk."""

from anhuai.desk.views import (
    board,
    calls,
    caring,
    dictionaries,
    duty,
    figures,
    knowledge,
    live,
    panels,
    tickets,
)

__all__ = [
    "board", "calls", "caring", "dictionaries", "duty", "figures", "knowledge", "live", "panels",
    "tickets",
]  # fmt: skip
