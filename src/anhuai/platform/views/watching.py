"""For whoever runs the platform: readiness, metrics, and the status page for administrators."""

import os
import secrets
from ipaddress import ip_address

from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from anhuai.platform.listing import badge
from anhuai.platform.pages import Menu, page, public_page
from anhuai.platform.permits import Permit
from anhuai.platform.requests import ActorRequest
from anhuai.platform.watching import health, metrics

_STATES = {
    health.GOOD: (gettext_lazy("正常"), "green"),
    health.WARN: (gettext_lazy("请留意"), "yellow"),
    health.BAD: (gettext_lazy("有问题"), "red"),
}


@public_page
def ready(request: ActorRequest) -> HttpResponse:
    """Say whether requests can be served; `?strict=1` counts what only needs a look as well."""
    checks = health.readiness()
    strict = request.GET.get("strict") == "1"
    held = [one for one in checks if one.state == health.BAD and (one.holds_up or strict)]
    body = {"ready": not held, "checks": {one.code: one.state for one in checks}}
    return JsonResponse(body, status=503 if held else 200)


@public_page
def metrics_text(request: ActorRequest) -> HttpResponse:
    """Every metric, for a Prometheus that knows the token or runs on this machine."""
    if not _may_read(request):
        says = "metrics: send the token, or ask from the machine itself\n"
        return HttpResponse(says, status=403, content_type="text/plain")
    kind = "text/plain; version=0.0.4; charset=utf-8"
    return HttpResponse(metrics.text(), content_type=kind)


def _may_read(request: ActorRequest) -> bool:
    token = os.environ.get("ANHUAI_METRICS_TOKEN", "")
    if token:
        given = request.headers.get("Authorization", "").removeprefix("Bearer ")
        return secrets.compare_digest(given.encode(), token.encode())
    # Behind a proxy on the same machine everybody would look local.
    if any(name in request.headers for name in ("X-Real-IP", "X-Forwarded-For", "Forwarded")):
        return False
    try:
        return ip_address(request.META.get("REMOTE_ADDR", "")).is_loopback
    except ValueError:
        return False


@page(
    Permit.STATUS_READ,
    menu=Menu(gettext_lazy("系统状态"), "screen", 40, group="system"),
    name="platform:status",
)
def status(request: ActorRequest) -> HttpResponse:
    """How the installation stands, and what to do about what does not."""
    rows = [(one, badge(*_STATES[one.state])) for one in health.all_checks()]
    worst = [one for one, _badge in rows if one.state != health.GOOD]
    return render(
        request, "platform/status.html", {"title": _("系统状态"), "rows": rows, "worst": worst}
    )
