"""The first day's list on the home page: taking a step, putting the list away, having it back."""

from django.http import HttpResponse, HttpResponseRedirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from anhuai.platform import first_day
from anhuai.platform.pages import page
from anhuai.platform.panels import panel
from anhuai.platform.permits import Permit
from anhuai.platform.requests import ActorRequest


@panel("home", title=gettext_lazy("第一天"), order=1, permit=Permit.SELF)
def first_day_panel(request: ActorRequest, key: int) -> SafeString | str:
    """Draw the list until it is put away."""
    del key
    steps = first_day.steps_for(request.actor)
    if not steps:
        return ""
    context = {"steps": steps, "done": sum(is_done for _step, is_done in steps)}
    return render_to_string("platform/_first_day.html", context, request=request)


@page(Permit.SELF)
@require_POST
def first_day_change(request: ActorRequest) -> HttpResponse:
    """Go to a step's page, put the list away, or have it back."""
    what = request.POST.get("what", "")
    if what == "go":
        name = first_day.take_step(request.actor, key=request.POST.get("key", "")[:40])
        return HttpResponseRedirect(reverse(name))
    if what in ("dismiss", "resume"):
        first_day.put_away(request.actor, away=what == "dismiss")
    return HttpResponseRedirect(reverse("platform:home"))
