"""An assessor's own work on a phone: what is assigned, the form, and what lets it work offline."""

from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from anhuai.assessments import queries
from anhuai.assessments.catalogue import SCALES
from anhuai.assessments.rules.annex import Diagnosis, Problem, Risk
from anhuai.assessments.rules.scales import Scale
from anhuai.assessments.rules.words import Informant
from anhuai.assessments.views import wording
from anhuai.platform import clock
from anhuai.platform.acting import NotHere
from anhuai.platform.pages import Menu, page
from anhuai.platform.permits import Permit
from anhuai.platform.requests import ActorRequest
from anhuai.platform.templatetags.anhuai import asset
from anhuai.platform.words import is_english, title_of, words

CONDUCT = Permit.ASSESSMENTS_CONDUCT


@page(
    CONDUCT,
    menu=Menu(gettext_lazy("我的评估"), "clipboard", 3, group="work"),
    name="assessments:field",
)
def own_list(request: ActorRequest) -> HttpResponse:
    """What is assigned to the actor; the page keeps every form for when there is no network."""
    rows = queries.own_tasks(request.actor)
    data = {"kind": "list", "account": request.actor.account, **_shared()}
    context = {
        "title": _("我的评估"),
        "rows": [
            (
                reverse("assessments:field_form", args=[one.pk]), one.person.name,
                wording.place_of(one.place),  # type: ignore[attr-defined]
                wording.scale_short(one.scale), wording.reason_title(one.reason),
                f"{one.planned_on:%Y-%m-%d}" if one.planned_on else "", one.pk,
            )
            for one in rows
        ],
        "data": data,
        "entered": queries.own(request.actor) is not None,
    }  # fmt: skip
    return render(request, "assessments/field_list.html", context)


@page(CONDUCT)
def form(request: ActorRequest, task_id: int) -> HttpResponse:
    """One form, item by item."""
    one = queries.own_task(request.actor, task_id)
    scale = SCALES[one.scale]
    data = {
        "kind": "form", "account": request.actor.account, "task": one.pk,
        "today": clock.today().isoformat(),
        "born": one.person.born.isoformat(),
        "parts": [[title_of(part), [_item(item) for item in part.items]] for part in scale.parts],
        "sums": scale.score(_best(scale)).total is not None,
        "health": [words(Diagnosis), words(Risk), words(Problem)] if scale.asks_health else None,
        "informants": words(Informant),
        "names": [one.first and one.first.name, one.second and one.second.name, one.person.name],
        **_shared(),
    }  # fmt: skip
    context = {
        "title": one.person.name,
        "scale": title_of(scale),
        "place": wording.place_of(one.place),  # type: ignore[attr-defined]
        "data": data,
    }
    return render(request, "assessments/field_form.html", context)


def _best(scale: Scale) -> dict[str, int]:
    return {code: scale.best(item) for code, item in scale.items.items()}


def _item(item: Any) -> list[Any]:
    options = [[one.points, wording.said(one)] for one in item.options]
    return [item.code, title_of(item), wording.said(item, hint=True), options]


def _shared() -> dict[str, Any]:
    return {
        "list": reverse("assessments:field"),
        "here": "/services/field/here",  # the phones are that room's: one app, one lost phone
        "worker": reverse("assessments:field_worker"),
        "send": "/api/v1/assessments",
        "words": _says(),
        "english": is_english(),
    }


def _says() -> dict[str, str]:
    """Return what the form says, in the language of the page."""
    return {
        "next": _("下一步"),
        "back": _("上一步"),
        "send": _("提交评估"),
        "clear": _("清除重签"),
        "sent": _("已上传"),
        "waits": _("等待上传"),
        "saved": _("已存在手机上"),
        "saving": _("正在存到手机"),
        "offline": _("没有网络"),
        "online": _("网络正常"),
        "signIn": _("请重新登录后再上传"),
        "other": _("登录的不是填写人，请用原账号登录后上传"),
        "answered": _("已评"),
        "total": _("合计"),
        "points": _("分"),
        "missing": _("还没有评的项目："),
        "informant": _("信息提供者"),
        "who": _("信息提供者姓名"),
        "phone": _("联系电话"),
        "note": _("备注"),
        "day": _("评估日期"),
        "diagnoses": _("疾病诊断"),
        "risks": _("近 30 天照护风险事件（次）"),
        "problems": _("健康问题"),
        "check": _("核对并签字"),
        "first": _("主评估员签字"),
        "second": _("副评估员签字"),
        "elder": _("被评估人签字"),
        "proxy": _("代理人签字"),
        "proxyName": _("代理人姓名"),
        "sign": _("请在方框里签名"),
        "draft": _("未完成，已存在手机上"),
        "discard": _("删除手机上的填写内容"),
        "again": _("请改正后重新提交"),
        "ready": _("可以离线使用"),
        "revoked": _("这部手机已挂失停用，上面的资料已清除。"),
        "plain": _("这个浏览器不能加密保存，请换用新版浏览器；关闭页面后内容不保留。"),
        "full": _("手机存储空间不足，内容没有存上，请清理后再填。"),
        "signHint": _("不能手写时，由代理人签并写明姓名"),
    }


@page(CONDUCT)
def worker(request: ActorRequest) -> HttpResponse:
    """The service worker: its address is below the pages it serves, so it serves no others."""
    del request
    built = settings.FRONTEND / asset("field-worker.js").removeprefix(settings.STATIC_URL)
    if not built.is_file():
        raise NotHere("asset", "field-worker.js")
    return HttpResponse(built.read_bytes(), content_type="text/javascript")
