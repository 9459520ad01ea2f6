"""Pages of mutual-help teams: the list, one of them, who joins and leaves."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from anhuai.platform import clock
from anhuai.platform.asking import asked
from anhuai.platform.listing import Column, Filter, Window, link
from anhuai.platform.pages import page
from anhuai.platform.permits import Permit
from anhuai.platform.requests import ActorRequest
from anhuai.services import actions, queries
from anhuai.services.forms.community import (
    ChooseMemberForm,
    TeamForm,
)
from anhuai.services.rules.mutual import hours
from anhuai.services.views import listing, together, wording
from anhuai.services.views.mutual import kind_of, which_of

READ, JOIN, MANAGE = Permit.COMMUNITY_READ, Permit.COMMUNITY_JOIN, Permit.COMMUNITY_MANAGE
SQUADS = (
    Column("name", gettext_lazy("队伍名称"), ("name",)),
    Column("place", gettext_lazy("地区"), ("division",)),
    Column("leader", gettext_lazy("队长")),
    Column("count", gettext_lazy("队员"), css="num"),
    Column("since", gettext_lazy("成立日期"), ("since",), css="nowrap"),
)
_ENDED = Filter("ended", gettext_lazy("只看已停止的"), "check")


@page(READ)
def squad_list(request: ActorRequest) -> HttpResponse:
    """The mutual-help teams."""

    def ask(asks: Mapping[str, str]) -> Any:
        rows = queries.listed_teams(request.actor, **which_of(asks))

        def page_of(order: Sequence[str], after: str) -> Window:
            return queries.team_page(request.actor, rows, order=order, after=after)

        return page_of, rows

    return together.listed(
        request, title=_("互助队"), key="squads", columns=SQUADS, default=["division"],
        filters=[
            Filter("q", gettext_lazy("队伍名称")), listing.town_filter(request), _ENDED,
        ],
        ask=ask, cells=lambda rows: [
            (
                link(reverse("services:squad", args=[key]), name), wording.place_of(place),
                leader or "", count, f"{since:%Y-%m-%d}",
            )
            for key, name, place, leader, since, _until, count in rows
        ],
        create_url=reverse("services:squad_new") if request.actor.may(MANAGE) else "",
        create_title=_("成立互助队"), export_url=together.export("help-teams", request),
        empty_title=_("没有符合条件的队伍"), empty_hint=_("先登记成员，再成立队伍。"),
    )  # fmt: skip


@page(MANAGE)
def squad_new(request: ActorRequest) -> HttpResponse:
    """Found a team."""
    form = TeamForm(
        request.POST or None, initial={"since": clock.today()},
        offered={
            "division": together.divisions(request),
            "leader": queries.member_choices(request.actor, on=clock.today()),
        },
    )  # fmt: skip

    def perform(data: dict[str, Any]) -> str:
        made = actions.found_team(
            request.actor, name=data["name"], division=data["division"], since=data["since"],
            leader=int(data["leader"]) if data["leader"] else None,
        )  # fmt: skip
        return reverse("services:squad", args=[made.pk])

    return asked(request, form, perform, title=_("成立互助队"), back=reverse("services:squads"))


@page(READ)
def squad_detail(request: ActorRequest, squad_id: int) -> HttpResponse:
    """One team and who is in it."""
    one = queries.team(request.actor, squad_id)
    rows = queries.seats(request.actor, squad_id)
    held = queries.balances([row.member_id for row in rows])
    context = {
        "title": one.name, "one": one, "back_url": reverse("services:squads"),
        "facts": [
            (_("地区"), wording.place_of(one.division)),
            (_("队长"), one.leader.name if one.leader else ""),
            (_("成立日期"), f"{one.since:%Y-%m-%d}"), (_("队员"), len(rows)),
        ],
        "rows": [
            (row.member_id, row.member.name, kind_of(row.member.kind), f"{row.since:%Y-%m-%d}",
             hours(held.get(row.member_id, 0)))
            for row in rows
        ],
        "manages": request.actor.may(MANAGE) and one.until is None,
    }  # fmt: skip
    return render(request, "services/squad.html", context)


@page(MANAGE)
def squad_join(request: ActorRequest, squad_id: int) -> HttpResponse:
    """Put a member into a team."""
    one = queries.team(request.actor, squad_id, permit=MANAGE)
    form = ChooseMemberForm(
        request.POST or None, initial={"since": clock.today()},
        offered={"member": queries.member_choices(request.actor, on=clock.today())},
    )  # fmt: skip

    def perform(data: dict[str, Any]) -> None:
        actions.join_team(
            request.actor, team=squad_id, member=int(data["member"]), on=data["since"]
        )

    title = _("加入互助队：%(name)s") % {"name": one.name}
    back = reverse("services:squad", args=[squad_id])
    return asked(request, form, perform, title=title, back=back)


@page(MANAGE)
def squad_leave(request: ActorRequest, squad_id: int, helper_id: int) -> HttpResponse:
    """Take a member out of a team."""
    if request.method == "POST":
        actions.leave_team(request.actor, team=squad_id, member=helper_id, on=clock.today())
    return redirect(reverse("services:squad", args=[squad_id]))
