"""A care worker's own orders on a phone: a shell without anybody's data, as for visits (field.py).

Persons travel by `sync` alone and lie on the phone sealed (ADR 0059).
"""

import json
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import HttpResponse, JsonResponse
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
from anhuai.services.catalogue import CARE
from anhuai.services.forms.delivering import DeedIn, deed
from anhuai.services.rules.ordering import BadOrder
from anhuai.services.rules.ordering_words import Confirmed, OrderState, PieceKind
from anhuai.services.rules.visiting import MOST_PHOTO
from anhuai.services.views import wording
from anhuai.services.views.field import MOST_AT_ONCE, body_of

DELIVER = Permit.ORDERS_DELIVER
MOST_PIECE = 2 << 20
AT_THE_DOOR = (Confirmed.SIGNATURE, Confirmed.VOICE, Confirmed.CODE, Confirmed.EXCEPTION)


@page(
    DELIVER, menu=Menu(gettext_lazy("今日上门"), "heart", 3, group="care"), name="services:rounds"
)
def rounds(request: ActorRequest) -> HttpResponse:
    """The shell of the care worker's app: words and addresses, nobody's data."""
    data = {
        "account": request.actor.account,
        "home": reverse("services:rounds"),
        "here": reverse("services:field_here"),
        "worker": reverse("services:rounds_worker"),
        "sync": reverse("services:rounds_sync"),
        "proof": reverse("services:rounds_piece"),
        "most": MOST_PHOTO,
        "confirmations": words(AT_THE_DOOR),
        "words": _says(),
    }
    context = {
        "title": _("今日上门"), "data": data,
        "entered": queries.own_carer(request.actor) is not None,
    }  # fmt: skip
    shown = render(request, "services/rounds.html", context)
    # This page alone may ask for the microphone: the elder's voice confirms, a note is spoken.
    policy = settings.ANHUAI_PERMISSIONS_POLICY
    shown["Permissions-Policy"] = policy.replace("microphone=()", "microphone=(self)")
    return shown


def _says() -> dict[str, str]:
    """Return what the app says, in the language of the page."""
    return {
        "online": _("网络正常"), "offline": _("没有网络"), "waits": _("等待上传"),
        "signIn": _("请重新登录后再上传"), "other": _("登录的不是填写人，请用原账号登录后上传"),
        "retry": _("重新上传"), "discard": _("删除手机上的填写内容"), "back": _("返回名单"),
        "where": _("定位"), "located": _("已定位"), "noPlace": _("没有定位，请写明原因"),
        "reason": _("原因（没有定位、离住处较远或没有老人确认时填写）"),
        "photo": _("拍照"), "photos": _("照片"), "consent": _("老人同意拍照"),
        "confirm": _("老人确认"), "code": _("确认码"), "sign": _("请在方框里签名"),
        "clear": _("清除重签"), "map": _("导航"), "updated": _("名单更新于"),
        "revoked": _("这部手机已挂失停用，上面的资料已清除。"),
        "plain": _("这个浏览器不能加密保存，请换用新版浏览器；关闭页面后内容不保留。"),
        "noList": _("名单还没有下载，请在有网络时打开本页。"),
        "full": _("手机存储空间不足，内容没有存上，请清理后再填。"),
        "start": _("开始服务"), "finish": _("服务做完，老人确认"), "missed": _("没有服务成"),
        "steps": _("服务步骤"), "must": _("必做"), "units": _("实际数量"),
        "begun": _("已开始"), "done": _("已做完"), "none": _("今天没有派给您的订单。"),
        "drawn": _("路线示意图，不是导航"), "talk": _("语音输入"),
        "noTalk": _("这部手机不支持语音输入，请打字。"), "record": _("录音"),
        "stop": _("停止录音"), "recorded": _("已录音"),
        "noRecord": _("这部手机不能录音，请换一种确认方式。"), "kept": _("存在手机上的"),
        "why": _("没有服务成的原因"), "needWhy": _("请写明原因。"),
        "needSign": _("请先签名、录音或填写确认码。"),
        "later": _("以后几天"), "note": _("要求"),
    }  # fmt: skip


@page(DELIVER)
def worker(request: ActorRequest) -> HttpResponse:
    """The service worker of the pages below its address."""
    del request
    built = settings.FRONTEND / asset("field-worker.js").removeprefix(settings.STATIC_URL)
    if not built.is_file():
        raise NotHere("asset", "field-worker.js")
    return HttpResponse(built.read_bytes(), content_type="text/javascript")


@public_page
def manifest(request: ActorRequest, app: str) -> HttpResponse:
    """What makes a field page installable: its name, start and pictures; nobody's data."""
    names = {"field": _("今日探访"), "rounds": _("今日上门")}
    if app not in names:
        raise NotHere("asset", app)
    start = reverse(f"services:{app}")
    told = {
        "id": start, "start_url": start, "scope": start, "name": f"安怀 {names[app]}",
        "short_name": names[app], "lang": "en" if is_english() else "zh-Hans",
        "display": "standalone", "background_color": "#f4f6f8", "theme_color": "#1264b8",
        "icons": [
            {"src": asset(f"icon-{size}.png"), "sizes": f"{size}x{size}", "type": "image/png",
             "purpose": "any maskable"}
            for size in (192, 512)
        ],
    }  # fmt: skip
    del request
    return HttpResponse(json.dumps(told, ensure_ascii=False),
                        content_type="application/manifest+json")  # fmt: skip


class RoundsParcel(Schema):
    """What a phone sends: its id, its clock, how much waits on it, the deeds in their order."""

    phone: UUID
    sent: datetime
    waiting: int = Field(0, ge=0)
    deeds: list[dict[str, Any]] = Field([], max_length=MOST_AT_ONCE)
    more: bool = False


def _unfit(error: Unfit, status: int = 422) -> HttpResponse:
    return JsonResponse({"code": error.code, "detail": say(error)}, status=status)


def _unread() -> HttpResponse:
    error = BadOrder(
        "unread", "手机发来的内容读不出来，仍在手机上；请更新页面后重新上传。",
        "What the phone sent cannot be read; it keeps it: reload the page and send again.",
    )  # fmt: skip
    return _unfit(error, 400)


@page(DELIVER)
@require_POST
def sync(request: ActorRequest) -> HttpResponse:
    """Take in a phone's deeds, each by itself, and answer with the list as it is now."""
    try:
        parcel = RoundsParcel.model_validate_json(body_of(request))
    except (ValidationError, ValueError):
        return _unread()
    good, bad = [], []
    for one in parcel.deeds:
        try:
            good.append(deed(DeedIn.model_validate(one)))
        except ValidationError:
            says = _("内容不完整或不对，请检查后重新上传。")
            bad.append({"client": str(one.get("client", "")), "error": says})
    agent = sessions.device_of(request.headers.get("User-Agent", ""), english=is_english())
    sent = parcel.sent if parcel.sent.tzinfo else timezone.make_aware(parcel.sent)
    try:
        done = actions.deliver(
            request.actor, phone=parcel.phone, agent=agent, sent=sent, deeds=good,
            waiting=parcel.waiting, count=len(parcel.deeds),
        )  # fmt: skip
    except Unfit as error:
        return _unfit(error)
    taken = [
        {"client": str(one.client), "error": say(one.refused)}
        if one.refused is not None
        else {"client": str(one.client), "state": one.state}
        for one in done
    ]
    answer = {
        "now": clock.now().isoformat(), "taken": [*taken, *bad],
        **({} if parcel.more else _list(request)),
    }  # fmt: skip
    return HttpResponse(
        json.dumps(answer, ensure_ascii=False, separators=(",", ":")),
        content_type="application/json",
    )


def _list(request: ActorRequest) -> dict[str, Any]:
    """Return the worker's orders, short: a row an order, in route order."""
    carer = queries.own_carer(request.actor)
    if carer is None:
        return {"errands": [], "care": {}, "land": [], "start": None}
    on = clock.today()
    found = queries.rounds(request.actor, carer=carer, on=on)
    used = {one.service for one in found.errands}
    return {
        "today": on.isoformat(),
        "errands": [
            [
                one.order, one.number, one.service, one.name, one.born.year,
                wording.place_of(one.division), one.spot, one.point, one.on.isoformat(),
                f"{timezone.localtime(one.at):%H:%M}" if one.at else "", one.window, one.minutes,
                one.units, one.note, one.state,
            ]
            for one in found.errands
        ],
        "care": {
            code: [title_of(care), [[s.code, title_of(s), s.must] for s in care.steps]]
            for code, care in CARE.items()
            if code in used
        },
        "states": {str(one): word(one) for one in OrderState},
        "start": found.start,
        "land": found.land,
    }  # fmt: skip


@page(DELIVER)
@require_POST
def piece(request: ActorRequest) -> HttpResponse:
    """Take in one photo, signature or voice of an order, as it is: the body is the file."""
    length = int(request.META.get("CONTENT_LENGTH") or 0)
    try:
        if length > MOST_PIECE:
            raise BadOrder(
                "too_large", "文件太大，请压缩后再传；服务记录不受影响。",
                "Too large: shrink it; the service itself stands.",
            )  # fmt: skip
        made = actions.deliver_piece(
            request.actor, order=int(request.GET.get("order", "")),
            client=UUID(request.GET.get("client", "")),
            kind=PieceKind(request.GET.get("kind", "")), body=request.body,
            consented=request.GET.get("consented") == "1",
        )  # fmt: skip
    except Unfit as error:
        return _unfit(error, 413 if error.code == "too_large" else 422)
    except (ValueError, OverflowError):
        return _unread()
    return JsonResponse({"id": made.pk})
