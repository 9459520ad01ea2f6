"""The desk's live topic: that something changed; the page then asks for what it may see."""

from collections.abc import Mapping

from anhuai.desk import queries
from anhuai.platform.live import Asked, Told, guests, topic


@topic("desk")
def desk_told(asked: list[Asked]) -> Mapping[Asked, Told]:
    """Tell every desk the stamp of the open cases, or of the live calls: nothing about anybody."""
    stamps = {"calls": queries.calls_stamp} if any(key == "calls" for _who, key in asked) else {}
    calls: Told = (stamps["calls"](), {}) if stamps else ("", {})
    told: Told = (queries.stamp(), {})
    return {one: calls if one[1] == "calls" else told for one in asked}


@topic("video")
def video_told(asked: list[Asked]) -> Mapping[Asked, Told]:
    """Tell the pages of a video call that there is something to ask for: nothing about anybody."""
    wanted = {int(key) for _who, key in asked if key.isdecimal() and len(key) < 19}
    stamps = queries.video_stamps(sorted(wanted))
    return {
        one: (stamps[int(one[1])], {})
        for one in asked
        if one[1].isdecimal() and len(one[1]) < 19 and int(one[1]) in stamps
    }


@guests("video-seat")
def guest_told(secret: str) -> int | None:
    """Let whoever used a link follow its call while it is open."""
    seat = queries.seat_of_holder(secret)
    return None if seat is None or seat.call.ended_at else seat.pk
