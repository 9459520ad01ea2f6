"""Who holds which skill, among those who can be sent."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from anhuai.cases import actions, queries
from anhuai.cases.catalogue import SKILLS
from anhuai.cases.forms import SkillForm
from anhuai.cases.views.moves import at_once
from anhuai.platform import clock
from anhuai.platform.asking import asked
from anhuai.platform.pages import Menu, page
from anhuai.platform.permits import Permit
from anhuai.platform.requests import ActorRequest
from anhuai.platform.words import definitions, title_of

HANDLE = Permit.CASES_HANDLE


@page(HANDLE, menu=Menu(gettext_lazy("出动人员技能"), "users", 18, group="desk"),
      name="cases:skills")  # fmt: skip
def skill_list(request: ActorRequest) -> HttpResponse:
    """Every skill held within the scope."""
    today = clock.today()
    rows = [
        (one.pk, one.account.name, title_of(SKILLS[one.skill]), f"{one.since:%Y-%m-%d}", one.paper,
         one.until is None)
        for one in queries.held_skills(request.actor, on=today)[:500]
    ]  # fmt: skip
    told = _("有对口技能的人，比最近的人多用 %(minutes)s 分钟以内的，派出时排在前面。")
    context = {
        "title": _("出动人员技能"), "rows": rows,
        "says": told % {"minutes": queries.minutes_more(today)},
    }  # fmt: skip
    return render(request, "cases/skills.html", context)


@page(HANDLE)
def hold_skill(request: ActorRequest) -> HttpResponse:
    """Enter a skill."""
    found = actions.helpers(request.actor, permit=Permit.ERRANDS)
    form = SkillForm(
        request.POST or None, helpers=[(str(key), name) for key, name in found],
        skills=definitions(SKILLS), initial={"since": clock.today()},
    )  # fmt: skip

    def perform(data: dict[str, Any]) -> None:
        actions.hold_skill(
            request.actor, helper=int(data["helper"]), skill=data["skill"], since=data["since"],
            paper=data["paper"],
        )  # fmt: skip

    return asked(request, form, perform, title=_("登记技能"), back=reverse("cases:skills"))


@page(HANDLE)
def end_skill(request: ActorRequest, skill_id: int) -> HttpResponse:
    """End a skill today."""
    queries.held_skill(request.actor, skill_id)
    return at_once(
        request, lambda: actions.end_skill(request.actor, skill_id=skill_id),
        reverse("cases:skills"),
    )  # fmt: skip
