"""What orders add to other pages: a person's, a facility's, a provider's and an officer's start."""

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy

from anhuai.platform import clock
from anhuai.platform.panels import panel
from anhuai.platform.permits import Permit
from anhuai.platform.requests import ActorRequest
from anhuai.services import queries
from anhuai.services.rules.ordering_words import OrderState
from anhuai.services.views import order_wording as saying

READ, PLACE = Permit.ORDERS_READ, Permit.ORDERS_PLACE
MANAGE, RUN = Permit.ORDERS_MANAGE, Permit.ORDERS_RUN


@panel("people.person", title=gettext_lazy("服务订单"), order=28, permit=READ)
def of_person(request: ActorRequest, person_id: int) -> SafeString | str:
    """Draw a person's orders, the newest first, and the way to order."""
    found = queries.orders_of(request.actor, person_id)
    places = request.actor.may(PLACE)
    if not found and not places:
        return ""
    context = {
        "orders": [
            (reverse("services:order", args=[one.pk]), saying.service(one.service),
             f"{one.wanted_on:%Y-%m-%d}", one.facility.name if one.facility else "—",
             saying.state_badge(one.state), saying.money(one.amount) if one.facility else "")
            for one in found[:10]
        ],
        "order_url": reverse("services:order_new", args=[person_id]) if places else "",
        "arrange_url": reverse("services:arrangement_new", args=[person_id])
        if request.actor.may(MANAGE) else "",
    }  # fmt: skip
    return SafeString(render_to_string("services/_orders.html", context, request=request))


@panel("home", title=gettext_lazy("服务订单"), order=37, permit=MANAGE)
def waiting(request: ActorRequest, _key: int) -> SafeString | str:
    """Draw how many orders have no provider, wait for an answer or are in dispute."""
    counts = [
        (state, queries.listed_orders(request.actor, state=state, permit=MANAGE).count())
        for state in (OrderState.PLACED, OrderState.MATCHED, OrderState.DONE, OrderState.DISPUTED)
    ]
    if not any(count for _state, count in counts):
        return ""
    context = {
        "counts": [(saying.state_badge(state), count, f"{reverse('services:orders')}?state={state}")
                   for state, count in counts if count]
    }  # fmt: skip
    return SafeString(render_to_string("services/_orders_home.html", context, request=request))


@panel("home", title=gettext_lazy("接单和派人"), order=5, permit=RUN)
def to_do(request: ActorRequest, _key: int) -> SafeString | str:
    """Draw what waits for a provider."""
    found = queries.to_do(request.actor, on=clock.today())
    context = {
        "answer": sum(one.state == OrderState.MATCHED for one in found),
        "serve": sum(one.state not in (OrderState.MATCHED, OrderState.DONE) for one in found),
        "end": sum(one.state == OrderState.DONE for one in found),
    }
    return SafeString(render_to_string("services/_providing.html", context, request=request))
