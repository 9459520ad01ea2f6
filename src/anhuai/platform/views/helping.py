"""Help for every page, from docs/help; anybody may read it."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from anhuai.platform import helping
from anhuai.platform.pages import public_page
from anhuai.platform.requests import ActorRequest


@public_page
def help_index(request: ActorRequest) -> HttpResponse:
    """All help, and what a search in it found."""
    asked = request.GET.get("q", "").strip()[:60]
    context = {
        "title": _("帮助"),
        "asked": asked,
        "groups": helping.groups(),
        "found": helping.found(asked) if asked else [],
    }
    return render(request, "platform/help_index.html", context)


@public_page
def help_group(request: ActorRequest, group: str) -> HttpResponse:
    """One group's help, section by section."""
    found = helping.group(group)
    context = {
        "title": found.title,
        "intro": helping.rendered(found.intro),
        "sections": [(s.anchor, s.title, helping.rendered(s.text)) for s in found.sections],
        "back_url": reverse("platform:help_index"),
        "back_title": _("帮助"),
    }
    return render(request, "platform/help.html", context)
