"""The year's report of a nursery: its states, and how reports add up to the county's."""

from collections.abc import Iterable, Mapping

from anhuai.facilities.rules import Titled

ADDED = (
    "places", "children", "under_12", "from_12", "from_24", "over_36", "carers", "needed",
    "incidents", "abuse", "billed", "received", "subsidy", "attended", "checks",
)  # fmt: skip
"""Figures that reports of several nurseries sum; the others are shares."""


class ReportState(Titled):
    """Where a year's report stands."""

    SUBMITTED = "submitted", "已报送，待受理", "Submitted"
    ACCEPTED = "accepted", "县里已受理", "Accepted"
    RETURNED = "returned", "已退回", "Returned"


class Inspected(Titled):
    """What the county looked at."""

    ROUTINE = "routine", "日常检查", "Routine inspection"
    SAFETY = "safety", "安全检查", "Safety inspection"
    HEALTH = "health", "卫生保健检查", "Health inspection"
    FOOD = "food", "食品安全检查", "Food inspection"
    COMPLAINT = "complaint", "投诉核查", "After a complaint"


def summed(reports: Iterable[Mapping[str, int]]) -> dict[str, int]:
    """Return the sum of reports, figure by figure."""
    found = dict.fromkeys(ADDED, 0)
    for one in reports:
        for name in ADDED:
            found[name] += one.get(name, 0)
    return found
