"""A visitor's own work on a phone: a shell without anybody's data, what it gets, what it sends.

The shell is kept by the browser; persons and what is filled in travel by `sync` alone, and lie on
the phone sealed (ADR 0059).
"""

import gzip
import json
import zlib
from datetime import datetime
from io import BytesIO
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from ninja import Field, Schema
from pydantic import ValidationError

from anhuai.kernel.unfit import Unfit
from anhuai.platform import clock, sessions
from anhuai.platform.acting import NotHere
from anhuai.platform.pages import Menu, page, public_page
from anhuai.platform.permits import Permit
from anhuai.platform.posting import say
from anhuai.platform.requests import ActorRequest
from anhuai.platform.templatetags.anhuai import asset
from anhuai.platform.words import is_english, title_of, word, words
from anhuai.services import actions, queries
from anhuai.services.catalogue import CHECKS, CHORES
from anhuai.services.forms.visits import VisitIn, visited
from anhuai.services.rules.visiting import MOST_PHOTO, BadVisit
from anhuai.services.rules.words import Confirmation, Mode, Outcome, ProofKind, TargetState
from anhuai.services.views import wording

CONDUCT = Permit.VISITS_CONDUCT
MOST_AT_ONCE = 2_000
MOST_BODY = 4 << 20


@page(CONDUCT, menu=Menu(gettext_lazy("今日探访"), "heart", 2, group="work"), name="services:field")
def today_list(request: ActorRequest) -> HttpResponse:
    """The shell of the phone's app: words and addresses, nobody's data."""
    data = {
        "account": request.actor.account,
        "home": reverse("services:field"),
        "here": reverse("services:field_here"),
        "worker": reverse("services:field_worker"),
        "sync": reverse("services:field_sync"),
        "proof": reverse("services:field_proof"),
        "most": MOST_PHOTO,
        "words": _says(),
    }
    context = {
        "title": _("今日探访"), "data": data, "entered": queries.own(request.actor) is not None,
        "assesses": request.actor.may(Permit.ASSESSMENTS_CONDUCT),
    }  # fmt: skip
    return render(request, "services/field.html", context)


def _says() -> dict[str, str]:
    """Return what the app says, in the language of the page."""
    return {
        "online": _("网络正常"), "offline": _("没有网络"), "waits": _("等待上传"),
        "sent": _("已上传"), "draft": _("未完成，已存在手机上"), "signIn": _("请重新登录后再上传"),
        "other": _("登录的不是填写人，请用原账号登录后上传"), "retry": _("重新上传"),
        "discard": _("删除手机上的填写内容"), "change": _("修改"), "send": _("完成探访"),
        "back": _("返回名单"), "last": _("上次探访"), "never": _("还没有探访"), "due": _("应探访"),
        "todo": _("该做的事"), "where": _("定位"), "locate": _("重新定位"),
        "located": _("已定位"), "noPlace": _("没有定位，请写明原因"), "locating": _("正在定位"),
        "mode": _("方式"), "outcome": _("结果"), "minutes": _("时长（分钟）"),
        "reason": _("原因（没有探访成、没有定位或离住处较远时填写）"), "note": _("备注"),
        "photo": _("拍照"), "consent": _("老人同意拍照"), "confirm": _("老人确认"),
        "code": _("确认码"), "sign": _("请在方框里签名"), "clear": _("清除重签"),
        "map": _("导航"), "search": _("姓名、村（社区）"), "kept": _("存在手机上的"),
        "updated": _("名单更新于"), "revoked": _("这部手机已挂失停用，上面的资料已清除。"),
        "plain": _("这个浏览器不能加密保存，请换用新版浏览器；关闭页面后内容不保留。"),
        "noList": _("名单还没有下载，请在有网络时打开本页。"), "photos": _("照片"),
        "full": _("手机存储空间不足，内容没有存上，请清理后再填。"),
        "walk": _("今天走访的顺序"), "noSpot": _("住处没有坐标，没有排顺序"),
        "walkSays": _("一圈约 {km} 公里、路上 {minutes} 分钟：按直线乘系数估算，不是道路导航。"),
    }  # fmt: skip


@public_page
def here(request: ActorRequest) -> HttpResponse:
    """Say who is signed in, with a fresh token, and whether this phone was reported lost.

    Public: a lost phone's session is ended, and it must still learn that it is to empty itself.
    """
    try:
        key: UUID | None = UUID(request.GET.get("phone", ""))
    except ValueError:
        key = None
    revoked = key is not None and queries.phone_is_revoked(key)
    account = request.actor.account
    if account and key is not None and not queries.phone_is_known(request.actor, key):
        agent = sessions.device_of(request.headers.get("User-Agent", ""), english=False)
        actions.meet_phone(request.actor, phone=key, agent=agent)
    token = get_token(request) if account else ""
    answer = JsonResponse({"account": account, "token": token, "revoked": revoked})
    answer["Cache-Control"] = "no-store"
    return answer


@page(CONDUCT)
def worker(request: ActorRequest) -> HttpResponse:
    """The service worker: its address is below the pages it serves, so it serves no others."""
    del request
    built = settings.FRONTEND / asset("field-worker.js").removeprefix(settings.STATIC_URL)
    if not built.is_file():
        raise NotHere("asset", "field-worker.js")
    return HttpResponse(built.read_bytes(), content_type="text/javascript")


class Parcel(Schema):
    """What a phone sends: its id, its clock, how much waits on it, the visits."""

    phone: UUID
    sent: datetime
    waiting: int = Field(0, ge=0)
    visits: list[dict[str, Any]] = Field([], max_length=MOST_AT_ONCE)
    more: bool = False
    """Whether another parcel follows: the list comes with the last."""


def _unfit(error: Unfit, status: int = 422) -> HttpResponse:
    return JsonResponse({"code": error.code, "detail": say(error)}, status=status)


def _unread() -> HttpResponse:
    error = BadVisit(
        "unread", "手机发来的内容读不出来，仍在手机上；请更新页面后重新上传。",
        "What the phone sent cannot be read; it keeps it: reload the page and send again.",
    )  # fmt: skip
    return _unfit(error, 400)


def body_of(request: HttpRequest) -> bytes:
    """Return what was sent, unpacked; raises `ValueError` for what is no such thing or too much."""
    body = request.body
    if request.content_type != "application/gzip":
        return body
    try:
        with gzip.open(BytesIO(body)) as stream:
            found = stream.read(MOST_BODY + 1)
    except (OSError, EOFError, zlib.error) as broken:
        raise ValueError("gzip") from broken
    if len(found) > MOST_BODY:
        raise ValueError("size")
    return found


@page(CONDUCT)
@require_POST
def sync(request: ActorRequest) -> HttpResponse:
    """Take in a phone's visits, each by itself, and answer with the list as it is now."""
    try:
        parcel = Parcel.model_validate_json(body_of(request))
    except (ValidationError, ValueError):
        return _unread()
    good, bad = [], []
    for one in parcel.visits:
        try:
            good.append(visited(VisitIn.model_validate(one)))
        except ValidationError:
            says = _("内容不完整或不对，请检查后重新上传。")
            bad.append({"client": str(one.get("client", "")), "error": says})
    agent = sessions.device_of(request.headers.get("User-Agent", ""), english=is_english())
    sent = parcel.sent if parcel.sent.tzinfo else timezone.make_aware(parcel.sent)
    try:
        done = actions.sync(
            request.actor, phone=parcel.phone, agent=agent, sent=sent, visits=good,
            waiting=parcel.waiting, count=len(parcel.visits),
        )  # fmt: skip
    except Unfit as error:
        return _unfit(error)
    taken = [
        {"client": str(one.client), "error": say(one.refused)}
        if one.refused is not None
        else {"client": str(one.client), "id": one.visit}
        for one in done.taken
    ]
    answer = {
        "now": clock.now().isoformat(),
        "taken": [*taken, *bad],
        **({} if parcel.more else _list(request)),
    }
    return HttpResponse(
        json.dumps(answer, ensure_ascii=False, separators=(",", ":")),
        content_type="application/json",
    )


def _list(request: ActorRequest) -> dict[str, Any]:
    """Return the visitor's persons and what is asked of them, short: a row a person."""
    visitor = queries.own(request.actor)
    if visitor is None:
        return {"cards": [], "checks": {}}
    on = clock.today()
    found = queries.cards(request.actor, visitor=visitor, on=on)
    english = is_english()
    walk = queries.walk(visitor, on=on)
    return {
        "today": on.isoformat(),
        "walk": {"start": walk.start, "detour": walk.detour, "pace": walk.pace},
        "cards": [
            [
                one.person, one.name, wording.place_of(one.place), one.address,
                [one.point.lon, one.point.lat] if one.point else None, one.born.year,
                wording.tiers(one.tiers), str(one.last or ""), str(one.due), one.state,
                list(one.chores), list(one.checks),
            ]
            for one in found
        ],
        "checks": {
            code: [
                title_of(one), one.asks_en if english else one.asks,
                [[a.code, title_of(a)] for a in one.answers],
            ]
            for code, one in CHECKS.items()
        },
        "chores": {code: title_of(one) for code, one in CHORES.items()},
        "states": {str(one): word(one) for one in TargetState},
        "modes": words(Mode),
        "outcomes": words(Outcome),
        "confirmations": words(Confirmation),
    }  # fmt: skip


@page(CONDUCT)
@require_POST
def proof(request: ActorRequest) -> HttpResponse:
    """Take in one photo or signature of a visit, as it is: the body is the picture."""
    length = int(request.META.get("CONTENT_LENGTH") or 0)
    try:
        if length > MOST_PHOTO:
            raise BadVisit(
                "too_large", "照片超过 1 MB，请在手机上压缩后再传；探访记录不受影响。",
                "The photo is larger than 1 MB: shrink it on the phone; the visit itself stands.",
            )  # fmt: skip
        made = actions.add_proof(
            request.actor, client=UUID(request.GET.get("client", "")),
            visit=UUID(request.GET.get("visit", "")),
            kind=ProofKind(request.GET.get("kind", "")), body=request.body,
            consented=request.GET.get("consented") == "1",
        )  # fmt: skip
    except Unfit as error:
        return _unfit(error, 413 if error.code == "too_large" else 422)
    except ValueError:
        return _unread()
    return JsonResponse({"id": made.pk})
