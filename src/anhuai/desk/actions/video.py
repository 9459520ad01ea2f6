"""Video calls (爱的眼睛): begun at the desk, joined by a link that is used once, never recorded.

Before a camera opens, its owner was asked and the answer is on record. What browsers tell each
other to find the way (`exchange`) is no record: it is gone when the call is over.
"""

import json
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as said
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from anhuai.cases import actions as cases
from anhuai.cases import queries as cases_queries
from anhuai.cases.queries import Case
from anhuai.cases.rules import What
from anhuai.desk import queries
from anhuai.desk.models import VideoCall, VideoNote, VideoSeat
from anhuai.desk.rules.video import MOST_SEATS, MOST_WAITING, BadVideo, Note, SeatState, VideoRole
from anhuai.kernel.confidence import Basis, Confidence
from anhuai.kernel.text import normalise
from anhuai.people import queries as people
from anhuai.platform import clock, parameters, wall
from anhuai.platform.acting import Actor, action
from anhuai.platform.api import digest_of
from anhuai.platform.jobs.backend import put, task_named
from anhuai.platform.parameters import Setting, declare_setting
from anhuai.platform.permits import Permit
from anhuai.platform.placed import How, Placed, declare_placed
from anhuai.platform.pointing import Points, declare_points

CALLS = Permit.DESK_CALLS
declare_setting(
    Setting(
        key="desk.video_minutes", title=_("视频通话最长时间"), unit=_("分钟"),
        says=_("从发起算起；到时链接失效，通话自动结束。"), least=5, most=240,
        basis=Basis(document="", confidence=Confidence.C, note="产品约定，未核"),
        default=lambda: 60,
        effect=lambda value: said("%(value)s 分钟后自动结束") % {"value": value},
    )
)  # fmt: skip


def _over() -> BadVideo:
    return BadVideo(
        "over", "这次视频通话已经结束，请重新发起。", "This video call is over; begin another."
    )


def _held(call_id: int) -> VideoCall:
    found = VideoCall.objects.select_for_update().get(pk=call_id)
    if found.ended_at is not None or found.until <= clock.now():
        raise _over()
    return found


def _line(call: VideoCall, says: str, *, by: str, account: int | None = None) -> None:
    """Write who did what into the timeline of the call's case, chained as every line is."""
    if call.case_id is not None:
        case = Case.objects.select_for_update().get(pk=call.case_id)
        cases.write(case, What.VIDEO, by=by, account=account, says=says, detail={"video": call.pk})


@action(
    permit=CALLS, title=_("发起视频通话"), logs=("case_id", "person"), subject="video_call"
)  # fmt: skip
def begin_video(
    actor: Actor, *, case_id: int | None = None, person: int | None = None
) -> VideoCall:
    """Begin a video call about a case or with a person; a case's open one is gone on with."""
    now = clock.now()
    if case_id is not None:
        case = cases_queries.case(actor, case_id, permit=Permit.CASES_READ)
        case = Case.objects.select_for_update().get(pk=case.pk)
        held = VideoCall.objects.filter(case=case, ended_at=None).first()
        if held is not None and held.until > now:
            return held
        if held is not None:
            _ended(held, by=said("系统"))
        about, division = {"case": case, "person_id": case.person_id}, case.division
    elif person is not None:
        one = people.person_in_scope(actor, person, permit=CALLS)
        about, division = {"person_id": one.pk}, one.division or ""
    else:
        raise BadVideo("about", "请从个案或人员发起视频。", "Begin it from a case or a person.")
    minutes = parameters.value("desk.video_minutes", on=clock.today())
    made = VideoCall.objects.create(
        division=division, account_id=_account(actor), officer=actor.name, opened_at=now,
        until=now + timedelta(minutes=minutes), **about,
    )  # fmt: skip
    _line(made, said("发起视频通话"), by=actor.name, account=actor.account)
    work = task_named("anhuai.desk.jobs.video_over")
    put(
        work.using(run_after=made.until), [made.pk], {}, title=gettext_noop("视频通话到时结束"),
        dedupe=f"desk-video-{made.pk}",
    )  # fmt: skip
    return made


def _account(actor: Actor) -> int:
    if actor.account is None:
        raise BadVideo("about", "请先登录再视频。", "Sign in before a video call.")
    return actor.account


@dataclass(frozen=True, slots=True)
class Invited:
    """A seat just offered; `token` is not kept."""

    pk: int
    token: str


@action(permit=CALLS, title=_("邀请参加视频通话"), logs=("video_id", "role"), subject="video_seat")
def invite(actor: Actor, *, video_id: int, role: str, name: str) -> Invited:
    """Make a link that one person uses once, as long as the call is open."""
    call = _held(queries.video(actor, video_id).pk)
    name = normalise(name)[:64]
    if not name:
        raise BadVideo("name", "请写邀请谁。", "Say who is asked.", field="name")
    if role not in (VideoRole.ELDER, VideoRole.FAMILY):
        raise BadVideo("role", "请选择老人或家属。", "Choose the elder or family.", field="role")
    _room_in(call)
    token = secrets.token_urlsafe(24)
    made = VideoSeat.objects.create(call=call, role=role, name=name, digest=digest_of(token))
    says = said("邀请%(role)s %(name)s") % {"role": VideoRole(role).title_zh, "name": name}
    _line(call, says, by=actor.name, account=actor.account)
    _touch(call)
    return Invited(made.pk, token)


def _room_in(call: VideoCall) -> None:
    seats = list(call.seats.filter(refused_at=None).select_related("call"))
    if sum(one.left_at is None for one in seats) >= MOST_SEATS:
        raise BadVideo(
            "full", f"一次视频最多 {MOST_SEATS} 人。", f"A video call holds {MOST_SEATS} people."
        )


def _touch(call: VideoCall) -> None:
    VideoCall.objects.filter(pk=call.pk).update(version=F("version") + 1)


@action(permit=CALLS, title=_("加入视频通话"), logs=("video_id",), subject="video_seat")
def sit_down(actor: Actor, *, video_id: int) -> VideoSeat:
    """Take the officer's own seat, agreeing that the camera opens; a second officer has another."""
    call = _held(queries.video(actor, video_id).pk)
    account = _account(actor)
    seat = call.seats.filter(account=account).first()
    if seat is None:
        _room_in(call)
        seat = VideoSeat(call=call, account_id=account, name=actor.name)
        seat.role = str(VideoRole.OFFICER)
    seat.agreed_at, seat.left_at = seat.agreed_at or clock.now(), None
    seat.save()
    _line(call, said("同意开启摄像头并加入"), by=actor.name, account=actor.account)
    _touch(call)
    return seat


@dataclass(frozen=True, slots=True)
class Answer:
    """A link that was answered; `secret` goes into the cookie of who agreed and is not kept."""

    pk: int
    secret: str


@action(permit=CALLS, title=_("答复视频邀请"), logs=("seat_id", "agrees"), subject="video_seat")
def answer_invitation(actor: Actor, *, seat_id: int, token: str, agrees: bool) -> Answer:
    """Agree to a video call or refuse it, by the link; whoever comes second is told it was used."""
    del actor  # whoever holds the link; the site acts for them
    seat = VideoSeat.objects.select_for_update(of=("self",)).get(pk=seat_id)
    if seat.digest != digest_of(token):
        raise BadVideo("link", "链接不对，请向坐席要新的。", "This link is wrong; ask for another.")
    if seat.agreed_at or seat.refused_at:
        raise BadVideo(
            "used", "这个链接已经用过，请向坐席要新的。", "This link was used; ask for another."
        )
    call = _held(seat.call_id)
    secret, now = secrets.token_urlsafe(24), clock.now()
    if agrees:
        seat.agreed_at, seat.holder = now, digest_of(secret)
    else:
        seat.refused_at = now
    seat.save(update_fields=["agreed_at", "refused_at", "holder"])
    says = said("同意视频，不录音录像") if agrees else said("不同意视频，摄像头未开启")
    _line(call, says, by=seat.name)
    _touch(call)
    return Answer(seat.pk, secret if agrees else "")


@action(permit=CALLS, title=_("离开视频通话"), logs=("seat_id",), subject="video_seat")
def stand_up(actor: Actor, *, seat_id: int) -> VideoSeat:
    """Leave; the seat may be taken again as long as the call is open."""
    del actor  # the page has checked whose seat it is
    seat = VideoSeat.objects.select_for_update(of=("self",)).select_related("call").get(pk=seat_id)
    if seat.left_at is None and seat.joined_at is not None and seat.call.ended_at is None:
        seat.left_at = clock.now()
        seat.save(update_fields=["left_at"])
        _line(seat.call, said("离开视频"), by=seat.name, account=seat.account_id)
        _touch(seat.call)
    return seat


@action(permit=CALLS, title=_("结束视频通话"), logs=("video_id",), subject="video_call")
def end_video(actor: Actor, *, video_id: int) -> VideoCall:
    """End a call for everybody; its links and pages end with it."""
    queries.video(actor, video_id)
    found = VideoCall.objects.select_for_update().get(pk=video_id)
    return _ended(found, by=actor.name, account=actor.account)


@action(permit=CALLS, title=_("视频通话到时结束"), logs=("video_id",), subject="video_call")
def lapse_video(actor: Actor, *, video_id: int) -> VideoCall | None:
    """End a call whose time is over; one ended before stays as it is."""
    found = VideoCall.objects.select_for_update().filter(pk=video_id, ended_at=None).first()
    if found is None or found.until > clock.now():
        return None
    return _ended(found, by=actor.name)


def _ended(call: VideoCall, *, by: str, account: int | None = None) -> VideoCall:
    if call.ended_at is not None:
        return call
    call.ended_at, call.version = clock.now(), call.version + 1
    call.save(update_fields=["ended_at", "version"])
    there = call.seats.filter(joined_at__isnull=False)
    there.filter(left_at=None).update(left_at=call.ended_at)
    names = "、".join(there.order_by("pk").values_list("name", flat=True))
    VideoNote.objects.filter(call=call).delete()
    _line(call, said("视频结束，参加：%(names)s") % {"names": names or "—"}, by=by, account=account)
    return call


# between browsers -------------------------------------------------------------------------------


def exchange(seat_id: int, *, sitting: int, after: int, notes: Sequence[Note]) -> dict[str, Any]:
    """Take what a page tells the others, and return who is there and what they told it.

    `sitting` 0 begins: the page before it, of the same seat, is told that it is over. Who was
    refused, never agreed or left gets nothing.
    """
    with wall.lifted(), transaction.atomic():
        seat = (
            VideoSeat.objects.select_for_update(of=("self",)).select_related("call").get(pk=seat_id)
        )
        call, now = seat.call, clock.now()
        is_over = call.ended_at is not None or call.until <= now
        if is_over or seat.agreed_at is None or seat.left_at is not None:
            return {"over": "ended"}
        if sitting and sitting != seat.sitting:
            return {"over": "elsewhere"}
        if not sitting:
            _sat_down(seat)
            last = call.notes.order_by("-pk").values_list("pk", flat=True).first()
            after = last or 0
        VideoSeat.objects.filter(pk=seat.pk).update(seen_at=now)
        others = list(call.seats.exclude(pk=seat.pk).select_related("call").order_by("pk"))
        _put_down(seat, others, notes)
        told = call.notes.filter(receiver=seat, pk__gt=after).order_by("pk")[:MOST_WAITING]
        return {
            "seat": seat.pk, "sitting": seat.sitting, "after": after,
            "seats": [
                {
                    "id": one.pk, "name": one.name, "role": one.role, "sitting": one.sitting,
                    "there": queries.state_of_seat(one, now=now) is SeatState.THERE,
                    "left": one.left_at is not None,
                }
                for one in others
            ],
            "notes": [{"id": n.pk, "from": n.sender_id, "body": n.body} for n in told],
        }  # fmt: skip


def _sat_down(seat: VideoSeat) -> None:
    seat.sitting += 1
    is_first = seat.joined_at is None
    seat.joined_at = seat.joined_at or clock.now()
    seat.save(update_fields=["sitting", "joined_at"])
    if is_first:
        _line(seat.call, said("进入视频"), by=seat.name, account=seat.account_id)


def _put_down(seat: VideoSeat, others: Sequence[VideoSeat], notes: Sequence[Note]) -> None:
    known = {one.pk for one in others}
    room = MOST_WAITING - VideoNote.objects.filter(call=seat.call, sender=seat).count()
    now = clock.now()
    VideoNote.objects.bulk_create(
        VideoNote(call=seat.call, sender=seat, receiver_id=one.to,
                  body=json.loads(json.dumps(one.body)), at=now)
        for one in notes[: max(0, room)]
        if one.to in known
    )  # fmt: skip


declare_placed(
    Placed("desk.videocall.division", _("视频通话"), How.NOW, VideoCall.objects.all,
           listing="/desk/video/?division={code}", permit=CALLS)
)  # fmt: skip
declare_points(Points("desk.videocall.person", _("视频通话"), VideoCall.objects.all))
