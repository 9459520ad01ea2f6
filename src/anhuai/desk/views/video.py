"""Video calls at the desk: begun from a case or a person, invited to, held, and looked up later."""

import base64
import hashlib
import hmac
import json
import os
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from anhuai.cases.views.moves import at_once
from anhuai.cases.views.one import at_second
from anhuai.desk import actions, queries
from anhuai.desk.forms import InviteForm
from anhuai.desk.rules.video import SeatState, VideoRole, notes_of, servers_of
from anhuai.desk.views.lists import Listing, listed, towns
from anhuai.kernel.unfit import Unfit
from anhuai.places import queries as places
from anhuai.platform import clock
from anhuai.platform.listing import Column, Filter, badge, link
from anhuai.platform.pages import page
from anhuai.platform.permits import Permit
from anhuai.platform.posting import say
from anhuai.platform.requests import ActorRequest, origin_of
from anhuai.platform.words import word
from anhuai.response.jobs import hint

CALLS = Permit.DESK_CALLS
COLUMNS = (
    Column("opened", gettext_lazy("时间"), ("opened_at",)),
    Column("person", gettext_lazy("人员")),
    Column("case", gettext_lazy("呼叫处置")),
    Column("place", gettext_lazy("地区")),
    Column("officer", gettext_lazy("发起人")),
    Column("ended", gettext_lazy("结束时间")),
)
_COLOURS = {SeatState.THERE: "green", SeatState.REFUSED: "red", SeatState.INVITED: "yellow"}
STATES = (("open", gettext_lazy("进行中")), ("over", gettext_lazy("已结束")))


def _cells(rows: list[tuple[Any, ...]]) -> list[tuple[object, ...]]:
    return [
        (
            link(f"/desk/video/{pk}/", at_second(opened)),
            link(f"/people/{person}/", name) if person else "",
            link(f"/cases/{case}/", f"#{case}") if case else "",
            places.path_of(division) if division else "", officer,
            at_second(ended) or badge(_("进行中"), "green"),
        )
        for pk, opened, ended, officer, person, name, case, division in rows
    ]  # fmt: skip


@page(CALLS)
def video_list(request: ActorRequest) -> HttpResponse:
    """Every video call within the scope, newest first."""
    return listed(
        request,
        Listing(
            key="videos", title=_("视频通话"), columns=COLUMNS, order=["-opened_at"],
            filters=[
                Filter("state", gettext_lazy("状态"), "select", [(c, str(t)) for c, t in STATES]),
                Filter("division", gettext_lazy("乡镇"), "select", towns(request, CALLS)),
            ],
            read=queries.video_page, rows=queries.videos, cells=_cells, export="",
            empty=_("还没有视频通话"),
        ),
    )  # fmt: skip


@page(CALLS)
def begin_of_case(request: ActorRequest, case_id: int) -> HttpResponse:
    """Begin a case's video call, or go on with the one that is open."""
    return _begun(request, reverse("cases:case", args=[case_id]), case_id=case_id)


@page(CALLS)
def begin_of_person(request: ActorRequest, person_id: int) -> HttpResponse:
    """Begin a video call with a person."""
    return _begun(request, reverse("people:person", args=[person_id]), person=person_id)


def _begun(request: ActorRequest, back: str, **about: int) -> HttpResponse:
    led: list[int] = []
    if request.method == "POST":
        answer = at_once(
            request, lambda: led.append(actions.begin_video(request.actor, **about).pk), back
        )
        return _to(led[0]) if led else answer
    return HttpResponseRedirect(back)


def _to(video_id: int) -> HttpResponse:
    return HttpResponseRedirect(reverse("desk:video", args=[video_id]))


@page(CALLS)
def video_detail(request: ActorRequest, video_id: int) -> HttpResponse:
    """One video call: who was asked, who came when, and the call itself while it lasts."""
    file = queries.video_detail(request.actor, video_id=video_id)
    one, now = file.call, clock.now()
    is_open = one.ended_at is None and one.until > now
    own = next((seat for seat in file.seats if seat.account_id == request.actor.account), None)
    is_in = is_open and own is not None and own.left_at is None
    context = {
        "title": f"{_('视频通话')} #{one.pk}", "video": one, "back_url": reverse("desk:videos"),
        "badges": [badge(_("进行中"), "green") if is_open else badge(_("已结束"), "grey")],
        "facts": [
            (_("发起人"), one.officer),
            (_("人员"), link(f"/people/{one.person_id}/", one.person.name) if one.person else ""),
            (_("呼叫处置"), link(f"/cases/{one.case_id}/", f"#{one.case_id}") if one.case else ""),
            (_("地区"), places.path_of(one.division) if one.division else ""),
            (_("发起时间"), at_second(one.opened_at)),
            (_("最晚结束"), at_second(one.until)),
            (_("结束时间"), at_second(one.ended_at)),
        ],
        "is_open": is_open,
        "seats": [
            (seat.name, word(VideoRole(seat.role)), badge(word(state), _COLOURS.get(state, "grey")),
             at_second(seat.agreed_at), at_second(seat.joined_at), at_second(seat.left_at))
            for seat in file.seats
            for state in (queries.state_of_seat(seat, now=now),)
        ],
        "room": room(f"/desk/video/{video_id}/exchange", video_id) if is_in else None,
    }  # fmt: skip
    return with_camera(render(request, "desk/video.html", context))


def room(exchange: str, video_id: int) -> dict[str, Any]:
    """Return what the page of a call needs: where it asks, whom it follows, which servers help."""
    return {"exchange": exchange, "topic": f"video:{video_id}", "ice": json.dumps(_servers())}


def _servers() -> list[dict[str, str]]:
    """STUN and TURN as the installation sets them; a TURN password lasts two hours (RFC draft
    turn-rest, coturn's use-auth-secret)."""
    secret = os.environ.get("ANHUAI_TURN_SECRET", "")
    user = f"{int(clock.now().timestamp()) + 7200}:anhuai"
    key = hmac.new(secret.encode(), user.encode(), hashlib.sha1).digest()
    return servers_of(
        os.environ.get("ANHUAI_STUN", ""), os.environ.get("ANHUAI_TURN", ""),
        (user, base64.b64encode(key).decode()),
    )  # fmt: skip


def with_camera(answer: HttpResponse) -> HttpResponse:
    """Let this page alone ask for camera and microphone; nothing of it stays in a cache."""
    from django.conf import settings

    shut = settings.ANHUAI_PERMISSIONS_POLICY
    answer["Permissions-Policy"] = shut.replace("camera=()", "camera=(self)").replace(
        "microphone=()", "microphone=(self)"
    )
    answer["Cache-Control"] = "private, no-store"
    return answer


@page(CALLS)
def join(request: ActorRequest, video_id: int) -> HttpResponse:
    """Agree that the own camera opens, and go in."""
    queries.video(request.actor, video_id)
    answer = at_once(
        request, lambda: actions.sit_down(request.actor, video_id=video_id),
        reverse("desk:video", args=[video_id]),
    )  # fmt: skip
    hint()
    return answer


@page(CALLS)
def leave(request: ActorRequest, video_id: int) -> HttpResponse:
    """Leave one's own seat."""
    seat = queries.own_seat(request.actor, video_id)
    if request.method == "POST" and seat is not None:
        actions.stand_up(request.actor, seat_id=seat.pk)
        hint()
    return _to(video_id)


@page(CALLS)
def end(request: ActorRequest, video_id: int) -> HttpResponse:
    """End the call for everybody."""
    queries.video(request.actor, video_id)
    if request.method == "POST":
        actions.end_video(request.actor, video_id=video_id)
        hint()
    return _to(video_id)


@page(CALLS)
def invite(request: ActorRequest, video_id: int) -> HttpResponse:
    """Make a link for one person; it is shown this once."""
    one = queries.video(request.actor, video_id)
    first = {"role": "elder", "name": one.person.name if one.person else ""}
    form = InviteForm(request.POST or None, initial=first)
    back = reverse("desk:video", args=[video_id])
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.invite(
                request.actor, video_id=video_id, role=form.cleaned_data["role"],
                name=form.cleaned_data["name"],
            )  # fmt: skip
        except Unfit as refused:
            form.add_error(refused.field or None, say(refused))
        else:
            url = origin_of(request) + reverse("desk:join", args=[made.token])
            context = {"title": _("视频邀请链接"), "url": url, "back": back, "until": one.until}
            answer = render(request, "desk/invited.html", context)
            answer["Cache-Control"] = "private, no-store"
            return answer
    context = {
        "title": _("邀请参加视频通话"), "form": form, "cancel_url": back,
        "submit_title": _("生成链接"),
    }  # fmt: skip
    return render(request, "platform/form.html", context)


@page(CALLS)
def exchange(request: ActorRequest, video_id: int) -> JsonResponse:
    """What the page of an officer's seat tells the others, and what it is told."""
    seat = queries.own_seat(request.actor, video_id)
    return exchanged(request, seat.pk if seat is not None else None)


def exchanged(request: HttpRequest, seat_id: int | None) -> JsonResponse:
    """Answer a seat's page; who has no seat learns that it is over and nothing else."""
    if request.method != "POST" or seat_id is None:
        return JsonResponse({"over": "ended"}, status=404 if seat_id is None else 405)
    try:
        said = json.loads(request.body or b"{}")
        notes = notes_of(said.get("notes", []) if isinstance(said, dict) else None)
        sitting, after = _whole(said.get("sitting")), _whole(said.get("after"))
    except (ValueError, Unfit):
        return JsonResponse({"detail": _("视频页面发来的内容不对，请刷新页面。")}, status=400)
    told = actions.exchange(seat_id, sitting=sitting, after=after, notes=notes)
    if notes or not sitting:
        hint()
    return JsonResponse(told)


def _whole(value: object) -> int:
    if type(value) is not int or not 0 <= value < 2**53:
        raise ValueError(value)
    return value
