"""Joining a video call by a link, without an account: one large button, and the call."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from anhuai.desk import actions, queries
from anhuai.desk.queries import state_of_seat
from anhuai.desk.rules.video import SeatState
from anhuai.desk.views.video import exchanged, room, with_camera
from anhuai.kernel.unfit import Unfit
from anhuai.platform import clock, wall
from anhuai.platform.acting import SYSTEM
from anhuai.platform.pages import public_page, shell
from anhuai.platform.posting import say
from anhuai.platform.requests import ActorRequest
from anhuai.response.jobs import hint

COOKIE = "video-seat"


def _shown(
    request: HttpRequest, template: str, /, status: int = 200, **context: Any
) -> HttpResponse:
    """Draw a page in large letters, whoever opens it, without a menu."""
    frame = shell(request).get("shell", {})
    size = frame.get("elder_size") or 21
    context["shell"] = {**frame, "menu": "", "elder": True, "elder_size": max(21, size)}
    answer = with_camera(render(request, template, context, status=status))
    answer["X-Robots-Tag"] = "noindex"
    answer["Referrer-Policy"] = "same-origin"  # the address is the key: no other site learns it
    return answer


def _over(request: HttpRequest, says: str = "", status: int = 404) -> HttpResponse:
    says = says or _("这个链接不能用了：可能已过期、已用过，或通话已经结束。请打电话给坐席要新的。")
    return _shown(request, "desk/join_over.html", status=status, title=_("视频通话"), says=says)


@public_page
def join(request: ActorRequest, token: str) -> HttpResponse:
    """Who asks, what will happen, and the two answers; a camera opens only after "yes"."""
    with wall.lifted():
        seat = queries.seat_of_link(token)
        mine = queries.seat_of_holder(request.COOKIES.get(COOKIE, ""))
        if seat is None:
            return _over(request)
        if mine is not None and mine.pk == seat.pk and not seat.call.ended_at:
            return HttpResponseRedirect(reverse("desk:join_room"))
        state = state_of_seat(seat, now=clock.now())
    if state is not SeatState.INVITED:
        return _over(request)
    if request.method == "POST" and request.POST.get("answer") in ("yes", "no"):
        return _answered(request, seat.pk, token, agrees=request.POST["answer"] == "yes")
    context: dict[str, Any] = {
        "title": _("视频通话邀请"), "name": seat.name, "officer": seat.call.officer,
    }  # fmt: skip
    return _shown(request, "desk/join.html", **context)


def _answered(request: HttpRequest, seat: int, token: str, *, agrees: bool) -> HttpResponse:
    try:
        made = actions.answer_invitation(SYSTEM, seat_id=seat, token=token, agrees=agrees)
    except Unfit as refused:
        return _over(request, say(refused))
    hint()
    if not agrees:
        says = _("好的，没有打开摄像头。如需帮助，请打电话或按呼叫器。")
        return _over(request, says, status=200)
    answer = HttpResponseRedirect(reverse("desk:join_room"))
    answer.set_cookie(
        COOKIE, made.secret, httponly=True, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE
    )
    return answer


@public_page
def join_room(request: ActorRequest) -> HttpResponse:
    """The call itself, for whoever used a link."""
    with wall.lifted():
        seat = queries.seat_of_holder(request.COOKIES.get(COOKIE, ""))
    if seat is None or seat.left_at or seat.call.ended_at or seat.call.until <= clock.now():
        return _over(request, _("视频通话已经结束。"), status=404 if seat is None else 200)
    context: dict[str, Any] = {
        "title": _("视频通话"), "room": room(reverse("desk:join_exchange"), seat.call_id),
        "leave": reverse("desk:join_leave"),
    }  # fmt: skip
    return _shown(request, "desk/join_room.html", **context)


@public_page
def join_exchange(request: ActorRequest) -> JsonResponse:
    """What a guest's page tells the others, and what it is told."""
    with wall.lifted():
        seat = queries.seat_of_holder(request.COOKIES.get(COOKIE, ""))
    return exchanged(request, seat.pk if seat is not None else None)


@public_page
def join_leave(request: ActorRequest) -> HttpResponse:
    """Leave the call."""
    with wall.lifted():
        seat = queries.seat_of_holder(request.COOKIES.get(COOKIE, ""))
    if request.method == "POST" and seat is not None:
        actions.stand_up(SYSTEM, seat_id=seat.pk)
        hint()
    answer = _over(request, _("您已离开视频通话。"), status=200)
    answer.delete_cookie(COOKIE)
    return answer
