"""Roles lent and borrowed during leave: offered, accepted, ended, and standing in."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from anhuai.platform import audit, clock, delegations
from anhuai.platform.accounts import place_of
from anhuai.platform.acting import NotHere
from anhuai.platform.asking import asked, last_day
from anhuai.platform.forms import DelegationForm
from anhuai.platform.models import Delegation, RoleHolding
from anhuai.platform.pages import page
from anhuai.platform.panels import panel
from anhuai.platform.permits import Permit
from anhuai.platform.requests import STANDING_IN, ActorRequest
from anhuai.platform.roles import ROLES
from anhuai.platform.words import title_of

_STATES: Mapping[str, tuple[str | Promise, str]] = {
    "offered": (gettext_lazy("待接受"), "yellow"),
    "coming": (gettext_lazy("未开始"), "blue"),
    "current": (gettext_lazy("生效中"), "green"),
    "over": (gettext_lazy("已到期"), "grey"),
    "ended": (gettext_lazy("已结束"), "grey"),
}


def _role(holding: RoleHolding) -> str:
    return f"{title_of(ROLES[holding.role])}（{place_of(holding)}）"


def _row(request: ActorRequest, one: Delegation) -> dict[str, Any]:
    state = delegations.state_of(one, clock.today())
    is_mine = one.lender_id == request.actor.account
    title, colour = _STATES[state]
    return {
        "pk": one.pk, "is_mine": is_mine, "other": (one.borrower if is_mine else one.lender).name,
        "roles": "、".join(_role(holding) for holding in one.holdings.all()),
        "since": one.since, "last": last_day(one.until), "reason": one.reason,
        "state": title, "colour": colour,
        "may_accept": state == "offered" and not is_mine,
        "may_end": state in ("offered", "coming", "current"),
        "may_stand_in": state == "current" and not is_mine,
        "is_used": request.actor.standing_in == one.pk,
    }  # fmt: skip


@page(Permit.SELF)
def delegation_list(request: ActorRequest) -> HttpResponse:
    """What the actor lent and was lent."""
    context = {
        "title": _("委托代办"),
        "rows": [_row(request, one) for one in delegations.own(request.actor)],
        "may_lend": delegations.lendable(request.actor.account or 0).exists()
        and request.actor.standing_in is None,
    }
    return render(request, "platform/delegations.html", context)


@page(Permit.SELF)
def delegation_new(request: ActorRequest) -> HttpResponse:
    """Lend roles to a colleague."""
    held = delegations.lendable(request.actor.account or 0)
    form = DelegationForm(request.POST or None, holdings=[(str(h.pk), _role(h)) for h in held])

    def perform(data: dict[str, Any]) -> None:
        until = data["last"] + timedelta(days=1)
        delegations.lend_roles(
            request.actor, borrower=data["borrower"], since=data["since"], until=until,
            holdings=[int(key) for key in data["holdings"]], reason=data["reason"],
        )  # fmt: skip

    return asked(
        request, form, perform, title=_("委托代办"), back=reverse("platform:delegations"),
        more={"hint": _("休假期间，请同事代办。对方接受后才生效，到期自动结束，您可以随时收回。")},
    )  # fmt: skip


@page(Permit.SELF)
@require_POST
def delegation_change(request: ActorRequest, delegation_id: int) -> HttpResponse:
    """Accept or end."""
    if request.POST.get("what") == "accept":
        delegations.accept_delegation(request.actor, delegation_id=delegation_id)
    else:
        delegations.end_delegation(request.actor, delegation_id=delegation_id)
    return HttpResponseRedirect(reverse("platform:delegations"))


@page(Permit.SELF)
@require_POST
def stand_in(request: ActorRequest) -> HttpResponse:
    """Act for a colleague from now on, or for oneself again."""
    asked_for = request.POST.get("delegation", "")
    request.session.pop(STANDING_IN, None)
    if asked_for:
        key = int(asked_for) if asked_for.isdigit() else 0
        if not delegations.lent_now(request.actor).filter(pk=key).exists():
            raise NotHere("delegation", asked_for)
        request.session[STANDING_IN] = key
        audit.append(
            request.actor, kind=audit.Kind.SESSION, name=delegations.STANDS_IN,
            subject="delegation", ids=[key],
        )  # fmt: skip
    return HttpResponseRedirect("/")


@panel("home", title=gettext_lazy("委托代办"), order=1, permit=Permit.SELF)
def waiting(request: ActorRequest, _key: int) -> str:
    """Say what colleagues ask of the actor, and by which delegations they may stand in."""
    asks = [*delegations.offered(request.actor), *delegations.lent_now(request.actor)]
    if not asks:
        return ""
    rows = [_row(request, one) for one in asks]
    return render_to_string("platform/_delegations.html", {"rows": rows, "boxed": True}, request)
