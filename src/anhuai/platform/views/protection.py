"""How the installation protects what it holds: its keys."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from anhuai.platform import rotating, wall
from anhuai.platform.pages import Menu, page
from anhuai.platform.permits import Permit
from anhuai.platform.requests import ActorRequest


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
