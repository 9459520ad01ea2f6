"""Pages of members, pairs, teams and the time bank."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from anhuai.people import queries as people
from anhuai.platform import clock
from anhuai.platform.asking import asked
from anhuai.platform.listing import Column, Filter, Window, badge, link
from anhuai.platform.pages import page
from anhuai.platform.permits import Permit
from anhuai.platform.requests import ActorRequest
from anhuai.platform.words import word, words
from anhuai.services import actions, queries
from anhuai.services.forms.community import (
    ChooseMemberForm,
    EndForm,
    EndWhyForm,
    GiveForm,
    GrantForm,
    MemberForm,
)
from anhuai.services.rules.mutual import MemberKind, TimeBook, hours
from anhuai.services.views import listing, together, wording

READ, JOIN, MANAGE = Permit.COMMUNITY_READ, Permit.COMMUNITY_JOIN, Permit.COMMUNITY_MANAGE
MEMBERS = (
    Column("name", gettext_lazy("姓名"), ("pinyin",), css="nowrap"),
    Column("kind", gettext_lazy("身份"), ("kind",)),
    Column("place", gettext_lazy("服务地区"), ("division",)),
    Column("unit", gettext_lazy("单位")),
    Column("since", gettext_lazy("加入日期"), ("since",), css="nowrap"),
    Column("hours", gettext_lazy("时间余额（时:分）"), css="num"),
)
PAIRS = (
    Column("member", gettext_lazy("互助成员"), ("member__pinyin",), css="nowrap"),
    Column("kind", gettext_lazy("身份"), ("member__kind",)),
    Column("person", gettext_lazy("结对老人"), ("person__pinyin",), css="nowrap"),
    Column("place", gettext_lazy("所在村（社区）"), ("place",)),
    Column("since", gettext_lazy("结对日期"), ("since",), css="nowrap"),
    Column("end", gettext_lazy("操作")),
)
_ENDED = Filter("ended", gettext_lazy("只看已停止的"), "check")


def kind_of(code: str) -> str:
    """Return as whom somebody helps."""
    return word(MemberKind(code)) if code else _("仅有时间账户")


def helper_url(key: int) -> str:
    """Return the address of a member."""
    return reverse("services:helper", args=[key])


def which_of(asks: Mapping[str, str]) -> dict[str, Any]:
    """Return the query that filters ask for."""
    kind = asks.get("kind", "")
    return {
        "q": asks.get("q", ""), "division": asks.get("division", ""),
        "kind": kind if kind in set(MemberKind) else "", "ended": bool(asks.get("ended")),
    }  # fmt: skip


def _filters(request: ActorRequest) -> list[Filter]:
    return [
        listing.name_filter(), listing.town_filter(request),
        Filter("kind", gettext_lazy("身份"), "select", words(MemberKind)), _ENDED,
    ]  # fmt: skip


def _member_cells(rows: Sequence[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    held = queries.balances([row[0] for row in rows])
    return [
        (
            link(helper_url(key), name), kind_of(kind), wording.place_of(place), unit,
            f"{since:%Y-%m-%d}", hours(held.get(key, 0)),
        )
        for key, _person, name, kind, place, unit, since, _until in rows
    ]  # fmt: skip


@page(READ)
def helper_list(request: ActorRequest) -> HttpResponse:
    """Who helps, with what they hold."""

    def ask(asks: Mapping[str, str]) -> Any:
        which = which_of(asks)

        def page_of(order: Sequence[str], after: str) -> Window:
            return queries.member_page(request.actor, order=order, after=after, **which)

        return page_of, queries.listed_members(request.actor, **which)

    return together.listed(
        request, title=_("互助成员"), key="helpers", columns=MEMBERS, default=["pinyin"],
        filters=_filters(request), ask=ask, cells=_member_cells,
        create_url=reverse("services:helper_new") if request.actor.may(MANAGE) else "",
        create_title=_("登记外来成员"), export_url=together.export("helpers", request),
        empty_title=_("没有符合条件的成员"),
        empty_hint=_("在老人或志愿者的人员档案里点“登记为互助成员”；外来的在这里登记。"),
    )  # fmt: skip


@page(MANAGE)
def helper_new(request: ActorRequest) -> HttpResponse:
    """Enter a member: of the register (`?person=`), or from outside."""
    given = request.GET.get("person", "")
    known = people.person_in_scope(request.actor, int(given), permit=MANAGE) if (
        given.isdecimal() and len(given) < 19
    ) else None  # fmt: skip
    form = MemberForm(
        request.POST or None, is_known=known is not None, initial={"since": clock.today()},
        offered={} if known else {"division": together.divisions(request)},
    )  # fmt: skip

    def perform(data: dict[str, Any]) -> str:
        made = actions.enter_member(
            request.actor, kind=MemberKind(data["kind"]), since=data["since"],
            person=known.pk if known else None, name=data.get("name", ""),
            unit=data.get("unit", ""), division=data.get("division", ""),
        )  # fmt: skip
        return helper_url(made.pk)

    title = _("登记互助成员：%(name)s") % {"name": known.name} if known else _("登记外来成员")
    return asked(request, form, perform, title=title, back=reverse("services:helpers"))


@page(READ)
def helper_detail(request: ActorRequest, helper_id: int) -> HttpResponse:
    """One member: the account, what was done, pairs and teams."""
    found = queries.member_file(request.actor, helper_id)
    one = found.one
    context = {
        "title": _("互助成员：%(name)s") % {"name": one.name}, "one": one,
        "back_url": reverse("services:helpers"),
        "badges": [badge(_("已停止"), "grey")] if one.until else [badge(_("在册"), "green")],
        "facts": [
            (_("身份"), kind_of(one.kind)), (_("服务地区"), wording.place_of(one.division)),
            (_("单位"), one.unit), (_("加入日期"), f"{one.since:%Y-%m-%d}"),
            (_("时间余额（时:分）"), hours(found.minutes)),
            (_("队伍"), "、".join(name for _key, name in found.teams)),
        ],
        "lines": [
            (f"{line.on:%Y-%m-%d}", word(line.kind), line.says, line.minutes, hours(line.left))
            for line in found.lines[:100]
        ],
        "pairs": [(row[5], wording.place_of(row[6]), f"{row[7]:%Y-%m-%d}") for row in found.pairs],
        "certificates": queries.certificates(request.actor, helper_id),
        "manages": request.actor.may(MANAGE), "joins": request.actor.may(JOIN),
    }  # fmt: skip
    return render(request, "services/helper.html", context)


@page(MANAGE)
def helper_end(request: ActorRequest, helper_id: int) -> HttpResponse:
    """End a member."""
    one = queries.member(request.actor, helper_id, permit=MANAGE)
    form = EndForm(request.POST or None, initial={"on": clock.today(), "version": one.version})

    def perform(data: dict[str, Any]) -> None:
        actions.end_member(
            request.actor, member=helper_id, version=data["version"] or one.version, on=data["on"]
        )

    title = _("停止互助成员：%(name)s") % {"name": one.name}
    return asked(request, form, perform, title=title, back=helper_url(helper_id))


@page(JOIN)
def helper_give(request: ActorRequest, helper_id: int) -> HttpResponse:
    """Give hours to kin, or to the common pool."""
    one = queries.member(request.actor, helper_id, permit=JOIN)
    near = queries.kin_of(request.actor, one, on=clock.today())
    form = GiveForm(request.POST or None, offered={"to": [(str(k), name) for k, name in near]})

    def perform(data: dict[str, Any]) -> None:
        key = f"{request.actor.account}:{request.POST.get('token', '')}"
        if data["to"]:
            actions.transfer_hours(
                request.actor, member=helper_id, to=int(data["to"]), minutes=data["minutes"],
                key=key,
            )  # fmt: skip
        else:
            actions.gift_hours(request.actor, member=helper_id, minutes=data["minutes"], key=key)

    held = hours(queries.balances([one.pk]).get(one.pk, 0))
    return asked(
        request, form, perform, title=_("转出时间：%(name)s") % {"name": one.name},
        back=helper_url(helper_id),
        more={"hint": _("现有 %(hours)s（时:分）；先用先到期的。") % {"hours": held}},
    )  # fmt: skip


@page(MANAGE)
def grant(request: ActorRequest, person_id: int) -> HttpResponse:
    """Grant hours of the common pool to somebody."""
    one = people.person_in_scope(request.actor, person_id, permit=MANAGE)
    form = GrantForm(request.POST or None)

    def perform(data: dict[str, Any]) -> None:
        key = f"{request.actor.account}:{request.POST.get('token', '')}"
        actions.grant_hours(
            request.actor, person=person_id, minutes=data["minutes"], says=data["says"], key=key
        )

    pool = hours(queries.book_total(TimeBook.COMMON))
    return asked(
        request, form, perform, title=_("发给公益时间：%(name)s") % {"name": one.name},
        back=f"/people/{person_id}/",
        more={"hint": _("公益时间池现有 %(hours)s（时:分）。") % {"hours": pool}},
    )  # fmt: skip


# pairs ------------------------------------------------------------------------------------------


def _pair_cells(request: ActorRequest) -> Any:
    manages = request.actor.may(MANAGE)

    def cells(rows: Sequence[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
        return [
            (
                link(helper_url(member), name), kind_of(kind), wording.person_link(person, elder),
                wording.place_of(place), f"{since:%Y-%m-%d}",
                f"{until:%Y-%m-%d}" if until
                else link(reverse("services:pair_end", args=[key]), _("解除")) if manages else "",
            )
            for key, member, name, kind, person, elder, place, since, until in rows
        ]  # fmt: skip

    return cells


@page(READ)
def pair_list(request: ActorRequest) -> HttpResponse:
    """Who looks after whom."""

    def ask(asks: Mapping[str, str]) -> Any:
        which = which_of(asks)

        def page_of(order: Sequence[str], after: str) -> Window:
            return queries.pair_page(request.actor, order=order, after=after, **which)

        return page_of, queries.listed_pairs(request.actor, **which)

    return together.listed(
        request, title=_("结对"), key="pairs", columns=PAIRS, default=["-since"],
        filters=_filters(request), ask=ask, cells=_pair_cells(request),
        export_url=together.export("help-pairs", request),
        empty_title=_("没有符合条件的结对"), empty_hint=_("在老人的人员档案里点“登记结对”。"),
    )  # fmt: skip


@page(MANAGE)
def pair_new(request: ActorRequest, person_id: int) -> HttpResponse:
    """Pair a member with somebody."""
    one = people.person_in_scope(request.actor, person_id, permit=MANAGE)
    form = ChooseMemberForm(
        request.POST or None, initial={"since": clock.today()},
        offered={"member": queries.member_choices(request.actor, on=clock.today())},
    )  # fmt: skip

    def perform(data: dict[str, Any]) -> None:
        actions.pair(
            request.actor, member=int(data["member"]), person=person_id, since=data["since"]
        )

    title = _("登记结对：%(name)s") % {"name": one.name}
    return asked(request, form, perform, title=title, back=f"/people/{person_id}/")


@page(MANAGE)
def pair_end(request: ActorRequest, pair_id: int) -> HttpResponse:
    """End a pair."""
    one = queries.pair(request.actor, pair_id, permit=MANAGE)
    form = EndWhyForm(request.POST or None, initial={"on": clock.today()})

    def perform(data: dict[str, Any]) -> None:
        actions.unpair(request.actor, pair=pair_id, on=data["on"], reason=data["reason"])

    title = _("解除结对：%(member)s 与 %(name)s") % {
        "member": one.member.name, "name": one.person.name
    }  # fmt: skip
    return asked(request, form, perform, title=title, back=reverse("services:pairs"))
