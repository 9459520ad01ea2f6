"""The desk's live topic: that something changed; the page then asks for what it may see."""

from collections.abc import Mapping

from anhuai.desk import queries
from anhuai.platform.live import Asked, Told, topic


@topic("desk")
def desk_told(asked: list[Asked]) -> Mapping[Asked, Told]:
    """Tell every desk the stamp of the open cases, or of the live calls: nothing about anybody."""
    stamps = {"calls": queries.calls_stamp} if any(key == "calls" for _who, key in asked) else {}
    calls: Told = (stamps["calls"](), {}) if stamps else ("", {})
    told: Told = (queries.stamp(), {})
    return {one: calls if one[1] == "calls" else told for one in asked}
