"""What meals and points add to other pages: a person's, and the day's work on the start page."""

from datetime import timedelta

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from anhuai.platform import clock
from anhuai.platform.panels import panel
from anhuai.platform.permits import Permit
from anhuai.platform.requests import ActorRequest
from anhuai.services import queries
from anhuai.services.views import mart
from anhuai.services.views import meal_wording as said


@panel("people.person", title=gettext_lazy("助餐"), order=28, permit=Permit.MEALS_READ)
def of_person(request: ActorRequest, person_id: int) -> SafeString | str:
    """Draw somebody's meals: allergies, what is ordered, the last ones."""
    found = queries.meal_file(request.actor, person_id)
    orders = request.actor.may(Permit.MEALS_ORDER)
    if not (found.coming or found.past or found.standing or found.needs or orders):
        return ""
    context = {
        "person": person_id, "orders": orders, "allergies": said.allergies(found.diet.allergies),
        "needs": said.needs(found.diet.needs), "standing": len(found.standing),
        "rows": [
            (
                reverse("services:meal_order", args=[one.pk]), f"{one.on:%Y-%m-%d}",
                said.meal_title(one.meal), one.day.point.facility.name,
                said.state_badge(one.state), said.money(one.subsidy), said.money(one.own),
            )
            for one in [*found.coming, *found.past][:8]
        ],
    }  # fmt: skip
    return SafeString(render_to_string("services/_meals_person.html", context, request=request))


@panel("people.person", title=gettext_lazy("爱心超市积分"), order=29, permit=Permit.MARTS_READ)
def points_of_person(request: ActorRequest, person_id: int) -> SafeString | str:
    """Draw somebody's points and their household's."""
    held = queries.purses(request.actor, person_id, on=clock.today())
    runs = request.actor.may(Permit.MARTS_RUN)
    if not held and not runs:
        return ""
    context = {
        "person": person_id, "runs": runs,
        "purses": [
            (_("家庭账户") if one.household else _("本人账户"), one.left, mart.ends_said(one),
             mart.purse_rows(one)[:6])
            for one in held
        ],
    }  # fmt: skip
    return SafeString(render_to_string("services/_points_person.html", context, request=request))


@panel("home", title=gettext_lazy("今天的助餐"), order=7, permit=Permit.MEALS_RUN)
def of_point(request: ActorRequest, _key: int) -> SafeString | str:
    """Draw the way to today's sheets of the points that the actor's organisation runs."""
    own = request.actor.scope(Permit.MEALS_RUN).organisations
    if not own:
        return ""
    today = clock.today()
    points = queries.points(request.actor, permit=Permit.MEALS_RUN).values_list("pk", flat=True)
    days = queries.days(list(points[:20]), since=today, until=today + timedelta(days=1))
    rows = [
        (
            reverse("services:meal_day", args=[one.pk]),
            f"{one.point.facility.name} {said.meal_title(one.meal)}", one.taken, one.capacity,
            one.published_at is None,
        )
        for one in days
    ]  # fmt: skip
    if not rows:
        return ""
    return SafeString(render_to_string("services/_meals_home.html", {"rows": rows}))
