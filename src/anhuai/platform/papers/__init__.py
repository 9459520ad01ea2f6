"""Any page of a record on official paper: what the page shows, set as an A4 document (ADR 0023)."""

from django.http import HttpRequest
from django.http.response import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from anhuai.platform import audit
from anhuai.platform.acting import Actor
from anhuai.platform.files import saved
from anhuai.platform.papers.reading import Missing, Sheet, sheet_of

PRINTED = audit.named("platform.print", gettext_lazy("打印档案（PDF）"))
PURPOSE = 60
"""The longest purpose that fits the foot of a sheet."""


def is_wanted(request: HttpRequest) -> bool:
    """Say whether the address asks for the page on paper (`?paper=pdf`)."""
    return request.method == "GET" and request.GET.get("paper") == "pdf"


def printed(
    request: HttpRequest, actor: Actor, shown: HttpResponseBase, keys: list[int]
) -> HttpResponseBase:
    """Return the page just made for this actor as a PDF; the trail says who printed it and why.

    What cannot go on paper answers as it would on the screen.
    """
    if not isinstance(shown, HttpResponse) or shown.status_code != 200:
        return shown
    purpose = request.GET.get("purpose", "").strip()[:PURPOSE]
    if not purpose:
        return _asks_again(request)
    try:
        sheet = sheet_of(shown.content.decode())
    except Missing:
        return shown
    from anhuai.platform.papers.setting import NoFont, set_sheet

    try:
        body = set_sheet(sheet, actor, purpose=purpose)
    except NoFont:
        return _no_font(request)
    name = request.resolver_match.view_name if request.resolver_match else ""
    audit.append(
        actor, kind=audit.Kind.READING, name=PRINTED, subject=name, ids=keys,
        detail={"path": request.path}, reason=purpose,
    )  # fmt: skip
    return saved(body, f"{sheet.title}.pdf", "pdf")


def _asks_again(request: HttpRequest) -> HttpResponse:
    context = {
        "title": _("请写明打印用途"),
        "text": _("用途会印在页脚并记入审计记录。请返回页面，点“打印 PDF”，填写用途后再试。"),
        "back": request.path,
    }
    return render(request, "platform/error.html", context, status=400)


def _no_font(request: HttpRequest) -> HttpResponse:
    context = {
        "title": _("服务器缺少中文字体"),
        "text": _("请管理员安装仿宋或思源字体，或重新构建前端（会带上思源黑体），再试。"),
        "back": request.path,
    }
    return render(request, "platform/error.html", context, status=503)


__all__ = ["PRINTED", "Sheet", "is_wanted", "printed"]
