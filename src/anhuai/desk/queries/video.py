"""Video calls an actor may see, and the seats that links lead to."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Max, Q, QuerySet, Sum
from django.utils.translation import gettext_lazy as _

from anhuai.desk.models import VideoCall, VideoNote, VideoSeat
from anhuai.desk.rules.video import GONE_AFTER, SeatState
from anhuai.platform.acting import Actor, NotHere, in_subtree, reading
from anhuai.platform.api import digest_of
from anhuai.platform.listing import Window, window
from anhuai.platform.permits import Permit
from anhuai.platform.wall import Walled, declare_walled, in_area

CALLS = Permit.DESK_CALLS
VIDEO_FIELDS = (
    "pk", "opened_at", "ended_at", "officer", "person", "person__name", "case", "division",
)  # fmt: skip
_OWN = "EXISTS (SELECT 1 FROM desk_videocall v WHERE v.id = {0}.call_id)"

declare_walled(
    Walled("desk_videocall", in_area("division")),
    Walled("desk_videoseat", _OWN.format("desk_videoseat")),
    Walled("desk_videonote", _OWN.format("desk_videonote")),
)


def videos(actor: Actor, *, state: str = "", division: str = "") -> QuerySet[VideoCall]:
    """Return the video calls of the actor's area; `state` may be open or over."""
    rows = VideoCall.objects.filter(actor.scope(CALLS).within("division"))
    if state:
        rows = rows.filter(ended_at__isnull=state == "open")
    return rows.filter(in_subtree("division", division)) if division else rows


def videos_counted(actor: Actor, *, state: str = "", division: str = "") -> QuerySet[VideoCall]:
    """Return video calls with how many were asked, agreed, refused and came."""
    counts = {
        "asked": Q(), "agreed": Q(seats__agreed_at__isnull=False),
        "refused": Q(seats__refused_at__isnull=False), "came": Q(seats__joined_at__isnull=False),
    }  # fmt: skip
    return videos(actor, state=state, division=division).annotate(
        **{name: Count("seats", filter=which or None) for name, which in counts.items()}
    )


def video(actor: Actor, key: int) -> VideoCall:
    """Return a video call within the scope; raises `NotHere`."""
    found = videos(actor).filter(pk=key).select_related("person", "case").first()
    if found is None:
        raise NotHere("video_call", key)
    return found


@reading(
    permit=CALLS, title=_("查看视频通话名单"), subject="person",
    ids=lambda seen: [row[4] for row in seen.rows if row[4]],
)  # fmt: skip
def video_page(
    actor: Actor, *, order: Sequence[str], after: str, state: str = "", division: str = ""
) -> Window:
    """Return one page of video calls."""
    rows = videos(actor, state=state, division=division)
    return window(rows, fields=VIDEO_FIELDS, order=order, after=after)


@dataclass(frozen=True, slots=True)
class VideoFile:
    """A video call and everybody asked to it."""

    call: VideoCall
    seats: list[VideoSeat]

    @property
    def persons(self) -> list[int]:
        """The person whose name it shows."""
        return [self.call.person_id] if self.call.person_id else []


@reading(permit=CALLS, title=_("查看视频通话"), subject="person", ids=lambda file: file.persons)
def video_detail(actor: Actor, *, video_id: int) -> VideoFile:
    """Return one video call with its seats; raises `NotHere`."""
    found = video(actor, video_id)
    return VideoFile(found, list(found.seats.order_by("pk")))


def open_video_of(actor: Actor, case: int) -> int | None:
    """Return the case's video call that is open, within the scope."""
    rows = videos(actor).filter(case=case, ended_at=None)
    return rows.values_list("pk", flat=True).first()


def own_seat(actor: Actor, video_id: int) -> VideoSeat | None:
    """Return the actor's own seat in a call within the scope."""
    call = video(actor, video_id)
    return call.seats.filter(account=actor.account or 0).first()


def seat_of_link(token: str) -> VideoSeat | None:
    """Return the seat a link was made for, whatever became of it."""
    rows = VideoSeat.objects.filter(digest=digest_of(token)).select_related("call")
    return rows.first() if token else None


def seat_of_holder(secret: str) -> VideoSeat | None:
    """Return the seat whose link was used by the holder of a cookie."""
    rows = VideoSeat.objects.filter(holder=digest_of(secret)).select_related("call")
    return rows.first() if secret else None


def state_of_seat(seat: VideoSeat, *, now: datetime) -> SeatState:
    """Return how far somebody has come."""
    if seat.refused_at:
        return SeatState.REFUSED
    if seat.joined_at:
        is_there = seat.left_at is None and is_alive(seat, now)
        return SeatState.THERE if is_there else SeatState.GONE
    if seat.agreed_at:
        return SeatState.AGREED
    is_past = seat.call.ended_at is not None or seat.call.until <= now
    return SeatState.LAPSED if is_past else SeatState.INVITED


def is_alive(seat: VideoSeat, now: datetime) -> bool:
    """Say whether a seat's page has spoken lately."""
    return seat.seen_at is not None and now - seat.seen_at <= timedelta(seconds=GONE_AFTER)


def video_stamps(calls: Sequence[int]) -> dict[int, str]:
    """Return for each open call what changes whenever its pages have something to ask for."""
    rows = VideoCall.objects.filter(pk__in=calls).annotate(
        sat=Sum("seats__sitting"), left=Count("seats", filter=Q(seats__left_at__isnull=False)),
    )  # fmt: skip
    last = dict(VideoNote.objects.filter(call__in=calls).values_list("call").annotate(Max("pk")))
    return {
        one.pk: f"{one.version}-{one.sat or 0}-{one.left}-{last.get(one.pk, 0)}" for one in rows
    }
