"""Filing an application, and one page for each of its steps."""

from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from anhuai.benefits import actions, queries
from anhuai.benefits.actions import Doing
from anhuai.benefits.catalogue.procedures import PROCEDURES
from anhuai.benefits.forms.applications import ApplyForm, StepForm
from anhuai.benefits.rules.applying import Applying, Channel
from anhuai.benefits.rules.procedure import State, Step
from anhuai.benefits.views.applications import PERMITS
from anhuai.kernel.unfit import concerning
from anhuai.people import queries as people
from anhuai.places import queries as places
from anhuai.platform import clock, county, files
from anhuai.platform.acting import Actor, NotHere
from anhuai.platform.asking import asked
from anhuai.platform.listing import cited
from anhuai.platform.models import StoredFile
from anhuai.platform.pages import page
from anhuai.platform.permits import Permit
from anhuai.platform.requests import ActorRequest
from anhuai.platform.words import word

APPLY = Permit.BENEFITS_APPLY
PROOFS = frozenset({files.JPEG, files.PNG, files.PDF})


@page(APPLY)
def apply(request: ActorRequest) -> HttpResponse:
    """Choose for whom, then file the application."""
    typed = request.GET.get("person", "")
    own = request.actor.scope(APPLY).persons
    if not typed.isdigit() or len(typed) > 18:
        return _choose(request, is_own=bool(own))
    person = people.person_in_scope(request.actor, int(typed), permit=APPLY)
    channel = Channel.ONLINE if person.pk in own else Channel.WINDOW
    if request.GET.get("found") == "1" and channel is Channel.WINDOW:
        channel = Channel.FOUND
    form = ApplyForm(
        request.POST or None, items=queries.application_choices(),
        divisions=_divisions(request.actor), asked=queries.asks_for(request.GET.get("item", "")),
        initial={"item": request.GET.get("item", "")},
    )  # fmt: skip
    if channel is not Channel.WINDOW:
        form.fields.pop("is_urgent" if channel is Channel.ONLINE else "consents")

    def perform(data: dict[str, Any]) -> str:
        applying = Applying(
            item=data["item"], channel=channel, says=data["says"],
            consents=data.get("consents", False), is_urgent=data.get("is_urgent", False),
            division=data["division"], facts=data["values"],
        )  # fmt: skip
        made = actions.apply(request.actor, person=person.pk, applying=applying, on=clock.today())
        return reverse("benefits:application", args=[made.pk])

    title = _("提出申请：%(name)s") % {"name": person.name}
    hint = _("年龄、户籍、残疾、家庭、评估等由系统核对，不用再提供（社会救助法第六十二条）。")
    return asked(
        request, form, perform, title=title, back=reverse("benefits:applications"),
        more={"hint": hint, "submit_title": _("提交申请")},
    )  # fmt: skip


def _divisions(actor: Actor) -> list[tuple[str, str]]:
    found = places.choices(actor, on=clock.today(), permit=APPLY, within=county.code())
    return [(code, name) for code, name in found if len(code) >= 9]


def _choose(request: ActorRequest, *, is_own: bool) -> HttpResponse:
    q = request.GET.get("q", "")
    found = queries.claimants(request.actor, q=q) if q or is_own else []
    kept = {name: request.GET[name] for name in ("item", "found") if request.GET.get(name)}
    context = {
        "title": _("为谁申请"), "q": q, "is_asked": bool(q) or is_own,
        "rows": [
            (f"?{urlencode({'person': key, **kept})}", name, places.path_of(place))
            for key, name, place in found
        ],
        "cancel_url": reverse("benefits:applications"),
    }  # fmt: skip
    return render(request, "benefits/choose.html", context)


Perform = Callable[[Actor, Doing, Mapping[str, Any], list[StoredFile]], Any]
_PERFORM: Mapping[Step, Perform] = {
    Step.ACCEPT: lambda a, d, _f, _p: actions.accept(a, doing=d),
    Step.HELP: lambda a, d, f, _p: actions.help_first(a, doing=d, amount=f["amount"]),
    Step.PAPERS: lambda a, d, _f, p: actions.complete_papers(a, doing=d, photos=p),
    Step.SURVEY: lambda a, d, f, p: actions.survey(
        a, doing=d, advice=f["favourable"] == "1", photos=p
    ),
    Step.CHECK: lambda a, d, f, _p: actions.check(a, doing=d, advice=f["favourable"] == "1"),
    Step.PUBLISH: lambda a, d, _f, _p: actions.publish(a, doing=d),
    Step.CLOSE: lambda a, d, f, _p: actions.close_publication(a, doing=d, objected=f["objected"]),
    Step.CONFIRM: lambda a, d, _f, _p: actions.confirm(a, doing=d),
    Step.REFUSE: lambda a, d, _f, _p: actions.refuse(a, doing=d),
    Step.WITHDRAW: lambda a, d, _f, _p: actions.withdraw(a, doing=d),
    Step.REVIEW: lambda a, d, _f, _p: actions.begin_review(a, doing=d),
    Step.KEEP: lambda a, d, _f, _p: actions.keep(a, doing=d),
    Step.NOTIFY: lambda a, d, _f, _p: actions.hear(a, doing=d),
    Step.END: lambda a, d, f, _p: actions.end(a, doing=d, heard=f["heard"]),
}


@page(APPLY)
def application_step(request: ActorRequest, application_id: int, step: str) -> HttpResponse:
    """Ask for what one step needs, and do it."""
    if step not in list(Step) or Step(step) not in _PERFORM:
        raise NotHere("application", application_id)
    which = Step(step)
    request.actor.require(PERMITS[which.level])
    found = queries.application(request.actor, application_id, permit=PERMITS[which.level])
    if which not in PROCEDURES[found.procedure].possible(State(found.state)):
        raise NotHere("application", application_id)
    form = StepForm(
        request.POST or None, request.FILES or None, step=which, on=clock.today(),
        version=found.version,
    )  # fmt: skip

    def perform(data: dict[str, Any]) -> None:
        doing = Doing(found.pk, data["version"], data["on"], data["says"])
        _PERFORM[which](request.actor, doing, data, kept(request.actor, data.get("photos") or []))

    basis = which.basis
    return asked(
        request, form, perform,
        title=_("%(step)s：%(name)s") % {"step": word(which), "name": found.person.name},
        back=reverse("benefits:application", args=[application_id]),
        more={"hint": cited(basis) if basis else "", "submit_title": word(which)},
    )  # fmt: skip


def kept(actor: Actor, uploads: list[Any], *, field: str = "photos") -> list[StoredFile]:
    """Keep uploaded proofs; what is wrong with one is said at its field."""
    with concerning(field):
        return [
            files.keep(actor, one, name=one.name, allowed=PROOFS, lasting=True) for one in uploads
        ]
