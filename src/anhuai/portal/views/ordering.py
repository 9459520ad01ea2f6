"""The family's and the elder's own page: choose a service, say when, done; and how orders stand."""

from datetime import time, timedelta
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from anhuai.kernel.money import Fen, format_yuan
from anhuai.people import queries as people
from anhuai.platform import clock
from anhuai.platform.acting import NotHere
from anhuai.platform.pages import page
from anhuai.platform.panels import panel
from anhuai.platform.permits import Permit
from anhuai.platform.posting import sent
from anhuai.platform.requests import ActorRequest
from anhuai.platform.words import is_english, title_of, word
from anhuai.portal.forms import WhenForm
from anhuai.services import actions
from anhuai.services import queries as services
from anhuai.services.catalogue import CARE
from anhuai.services.rules.ordering import Wanted
from anhuai.services.rules.ordering_words import OrderState, PlacedBy

PLACE = Permit.ORDERS_PLACE
PARTS = {
    "morning": (time(9), time(11)), "noon": (time(11), time(13)),
    "afternoon": (time(14), time(16)), "evening": (time(16), time(18)),
}  # fmt: skip


def _yuan(fen: int) -> str:
    return _("%(amount)s 元") % {"amount": format_yuan(Fen(fen))}


def _own(request: ActorRequest, person_id: int) -> Any:
    """Return somebody the account is for; others, in an officer's area too, are not here."""
    if person_id not in request.actor.scope(PLACE).persons:
        raise NotHere("person", person_id)
    return people.person_in_scope(request.actor, person_id, permit=PLACE)


@page(PLACE)
def order_home(request: ActorRequest) -> HttpResponse:
    """Whom the account is for, what can be ordered for them, and their orders."""
    today, english = clock.today(), is_english()
    found = []
    for key in sorted(request.actor.scope(PLACE).persons):
        one = _own(request, key)
        offered = services.services_offered(one.division, on=today)
        found.append({
            "pk": key, "name": one.name, "code": services.code_of(key),
            "services": [
                (reverse("portal:order", args=[key, code]), title_of(CARE[code]),
                 CARE[code].says_en if english else CARE[code].says,
                 _("%(price)s起") % {"price": _yuan(least)})
                for code, least in sorted(offered.items())
            ],
            "orders": [_row(order) for order in services.orders_of(request.actor, key)],
        })  # fmt: skip
    return render(request, "portal/order_home.html", {"title": _("订服务"), "persons": found})


def _row(one: Any) -> dict[str, Any]:
    state = OrderState(one.state)
    do = []
    if state is OrderState.DONE:
        do.append(("confirm_own", _("确认服务")))
    if state in (OrderState.DONE, OrderState.CONFIRMED) and not hasattr(one, "rating"):
        do.append(("rate", _("评价")))
    if state in (OrderState.PLACED, OrderState.MATCHED, OrderState.ACCEPTED):
        do.append(("cancel", _("取消")))
    return {
        "url": reverse("services:order", args=[one.pk]), "title": title_of(CARE[one.service]),
        "when": f"{one.wanted_on:%m-%d} {one.earliest:%H:%M}–{one.latest:%H:%M}",
        "state": word(state), "provider": one.facility.name if one.facility else "",
        "do": [(reverse("services:order_step", args=[one.pk, step]), text) for step, text in do],
    }  # fmt: skip


@page(PLACE)
def order(request: ActorRequest, person_id: int, service: str) -> HttpResponse:
    """The second tap: tomorrow morning is chosen already, one button orders."""
    one = _own(request, person_id)
    if service not in services.services_offered(one.division, on=clock.today()):
        raise NotHere("service", service)
    tomorrow = clock.today() + timedelta(days=1)
    form = WhenForm(request.POST or None, initial={"on": tomorrow, "part": "morning"})

    def perform(data: dict[str, Any]) -> str:
        earliest, latest = PARTS[data["part"]]
        made = actions.place(request.actor, wanted=Wanted(
            client=_token(request), person=person_id, service=service, on=data["on"],
            earliest=earliest, latest=latest, placed_by=PlacedBy.FAMILY, through="portal",
            note=data["note"],
        ), service=service, through="portal")  # fmt: skip
        text = _("已下单，订单号 %(number)s") % {"number": made.number}
        messages.success(request, text)
        return reverse("portal:order_home")

    done = sent(request, form, perform)
    if done is not None:
        return done
    care = CARE[service]
    context = {
        "title": _("给%(name)s订%(service)s") % {"name": one.name, "service": title_of(care)},
        "form": form, "cancel_url": reverse("portal:order_home"), "submit_title": _("下单"),
        "hint": care.says_en if is_english() else care.says,
    }  # fmt: skip
    return render(request, "platform/form.html", context)


def _token(request: ActorRequest) -> UUID:
    """Return the id of what is ordered: the form's own token, so that a double tap is one."""
    try:
        return UUID(request.POST.get("token", ""))
    except ValueError:
        return uuid4()


@panel("home", title=gettext_lazy("订服务"), order=2, permit=PLACE)
def of_family(request: ActorRequest, _key: int) -> SafeString | str:
    """Draw the way to order for whom the account is for."""
    if not request.actor.scope(PLACE).persons:
        return ""
    return SafeString(render_to_string("portal/_order.html", {}, request=request))
