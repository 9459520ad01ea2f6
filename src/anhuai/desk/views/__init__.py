"""Pages of the desk."""

from anhuai.desk.views import (
    board,
    calls,
    caring,
    dictionaries,
    discharges,
    duty,
    figures,
    knowledge,
    live,
    panels,
    tickets,
    weather,
)

__all__ = [
    "board", "calls", "caring", "dictionaries", "discharges", "duty", "figures", "knowledge",
    "live", "panels", "tickets", "weather",
]  # fmt: skip
