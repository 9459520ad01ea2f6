"""How the installation protects what it holds: its keys; what to do when something got out."""

from datetime import UTC, timedelta

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from anhuai.platform import clock, rotating, wall
from anhuai.platform.pages import Menu, page, public_page
from anhuai.platform.permits import Permit
from anhuai.platform.requests import ActorRequest, origin_of

SECURITY_TXT_HOLDS = timedelta(days=180)


@page(
    Permit.SECURITY_READ,
    menu=Menu(gettext_lazy("加密密钥"), "shield-check", 21, group="system"),
    name="platform:seals",
)
def seal_keys(request: ActorRequest) -> HttpResponse:
    """Which keys seal personal data, who still needs which, how far a change has come."""
    found = rotating.state()
    context = {
        "title": _("加密密钥"),
        "state": found,
        "running": found.job is not None,
        "wall": wall.state(),
    }
    template = (
        "platform/_seals.html" if request.headers.get("HX-Request") else "platform/seals.html"
    )
    return render(request, template, context)


@page(
    Permit.SECURITY_READ,
    menu=Menu(gettext_lazy("泄露应急"), "alert", 22, group="system"),
    name="platform:breach",
)
def breach(request: ActorRequest) -> HttpResponse:
    """What to do when personal data got out, in order (PIPL art. 57)."""
    return render(request, "platform/breach.html", {"title": _("个人信息泄露应急处置")})


@public_page
def security_txt(request: ActorRequest) -> HttpResponse:
    """Whom to tell about a hole (RFC 9116)."""
    until = clock.now().astimezone(UTC) + SECURITY_TXT_HOLDS
    lines = [
        f"Contact: {settings.ANHUAI_SECURITY_CONTACT}",
        f"Expires: {until:%Y-%m-%dT00:00:00Z}",
        "Preferred-Languages: zh, en",
        f"Canonical: {origin_of(request)}{request.path}",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
