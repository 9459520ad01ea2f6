"""A project's money by source, its risks, pictures, and what it would make of indicators."""

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from anhuai.kernel.money import Fen, format_yuan, yuan
from anhuai.kernel.unfit import concerning
from anhuai.plans import actions, queries
from anhuai.plans.catalogue.effects import EFFECTS
from anhuai.plans.forms import FundingForm, PhotoForm
from anhuai.plans.views.wording import target_text, with_unit
from anhuai.plans.views.words import RISK, SPENDING_SOURCE
from anhuai.platform import clock, files
from anhuai.platform.asking import asked
from anhuai.platform.pages import page
from anhuai.platform.permits import Permit
from anhuai.platform.requests import ActorRequest
from anhuai.platform.words import is_english

PICTURES = frozenset({files.PNG, files.JPEG})


def site(request: ActorRequest, one: Any) -> dict[str, Any]:
    """Return what a project's page says beyond its own fields; nothing of it from outside."""
    on, inside = clock.today(), queries.sees_inside(request.actor, one.plan)
    return {
        "risks": [RISK[risk] for risk in queries.risks_of(request.actor, one, on)],
        "lines": [
            (SPENDING_SOURCE[line.source], _yuan(line.planned), _yuan(line.spent))
            for line in queries.lines_of(one)
        ] if inside else [],
        "effects": [_effect(request, one, effect) for effect in
                    queries.effects_of(request.actor, one, on)],
        "photos": queries.photos_of(request.actor, one),
        "may_report": request.actor.scope(Permit.PLANS_REPORT).covers(one.plan.division),
    }  # fmt: skip


def _yuan(fen: int) -> str:
    return _("%(amount)s 元") % {"amount": format_yuan(Fen(fen))}


def _effect(
    request: ActorRequest, one: Any, effect: queries.Effect
) -> tuple[str, str, str, str, str]:
    definition = queries.indicator(effect.key)
    goals = [t for t in queries.targets(request.actor, one.plan) if t.indicator == effect.key]
    name = definition.title_en if is_english() else definition.title
    goal = target_text(goals[-1], definition) if goals else "—"
    rule = EFFECTS[effect.definition]
    return (
        name, with_unit(effect.before, definition), with_unit(effect.after, definition), goal,
        rule.says_en if is_english() else rule.says,
    )  # fmt: skip


@page(Permit.PLANS_MANAGE)
def project_funding(request: ActorRequest, project_id: int) -> HttpResponse:
    """Set a line of a project's investment plan."""
    one = queries.project(request.actor, project_id)
    form = FundingForm(
        request.POST or None, sources=list(SPENDING_SOURCE.items()),
        initial={"year": one.starts or clock.today().year},
    )  # fmt: skip

    def perform(data: dict[str, Any]) -> None:
        with concerning("amount"):
            amount = yuan(data.pop("amount"))
        actions.plan_funding(request.actor, project=project_id, amount=amount, **data)

    title = _("投资计划：%(name)s") % {"name": one.name}
    return asked(request, form, perform, title=title, back=_back(project_id))


@page(Permit.PLANS_REPORT)
def project_photo(request: ActorRequest, project_id: int) -> HttpResponse:
    """Keep a picture of a project."""
    one = queries.project(request.actor, project_id)
    form = PhotoForm(request.POST or None, request.FILES or None, initial={"on": clock.today()})

    def perform(data: dict[str, Any]) -> None:
        upload = data.pop("evidence_file")
        with concerning("evidence_file"):
            file = files.keep(
                request.actor, upload, name=upload.name, allowed=PICTURES, lasting=True
            )
        actions.add_photo(request.actor, project=project_id, file=file, **data)

    title = _("上传照片：%(name)s") % {"name": one.name}
    return asked(request, form, perform, title=title, back=_back(project_id))


def _back(project_id: int) -> str:
    return reverse("plans:project", args=[project_id])


@page(Permit.PLANS_READ)
def photo_file(request: ActorRequest, photo_id: int) -> HttpResponse:
    """A project's picture."""
    return files.download(queries.photo_file(request.actor, photo_id))  # type: ignore[return-value]
