"""Applications: the list, one of them with its order and offers, asking, offering, answering."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from anhuai.childcare import actions, queries
from anhuai.childcare.forms import ApplyForm, OfferForm
from anhuai.childcare.rules.words import STANDING, OfferState, State
from anhuai.childcare.views import listing, wording
from anhuai.people import queries as people
from anhuai.platform import clock, county
from anhuai.platform.asking import asked
from anhuai.platform.listing import Column, Filter, Table, filled, heads, link, order_of
from anhuai.platform.pages import page
from anhuai.platform.permits import Permit
from anhuai.platform.posting import OnceForm
from anhuai.platform.requests import ActorRequest
from anhuai.platform.words import is_english, word, words

READ, APPLY, RANK = Permit.CHILDCARE_READ, Permit.CHILDCARE_APPLY, Permit.CHILDCARE_RANK
COLUMNS = (
    Column("number", gettext_lazy("编号"), ("pk",), css="num"),
    Column("name", gettext_lazy("孩子"), ("person__pinyin",), css="nowrap"),
    Column("age", gettext_lazy("月龄"), ("person__born",)),
    Column("care", gettext_lazy("托育方式")),
    Column("choices", gettext_lazy("志愿")),
    Column("submitted", gettext_lazy("申请时间"), ("submitted_at",), css="nowrap"),
    Column("from", gettext_lazy("希望入托"), ("wanted_from",), css="nowrap"),
    Column("state", gettext_lazy("状态"), ("state",)),
)
ASKED = ("q", "state", "division", "nursery", "care")


def which_of(asks: Mapping[str, str]) -> dict[str, str]:
    """Return the query that filters ask for; what is no word of ours does not restrict."""
    which = {name: asks.get(name, "") for name in ASKED}
    if which["state"] not in set(State):
        which["state"] = ""
    if which["care"] not in {str(one) for one in STANDING}:
        which["care"] = ""
    return which


@page(READ)
def application_list(request: ActorRequest) -> HttpResponse:
    """The applications of the actor's area, or that name its nurseries."""
    homes = queries.nurseries(request.actor).order_by("facility__pinyin", "pk")[:200]
    filters = filled(
        request,
        [
            Filter("q", gettext_lazy("姓名"), placeholder=gettext_lazy("姓名、拼音或首字母")),
            listing.town_filter(request),
            Filter("nursery", gettext_lazy("托育机构"), "select",
                   [(str(one.pk), one.facility.name) for one in homes]),
            Filter("care", gettext_lazy("托育方式"), "select", words(STANDING)),
            Filter("state", gettext_lazy("状态"), "select", words(State)),
        ],
    )  # fmt: skip
    order, sorted_by = order_of(request, COLUMNS, ["submitted_at"])
    asks = which_of({one.name: one.value for one in filters})
    found, count = queries.application_page(
        request.actor, on=clock.today(), order=order, which=asks
    )
    table = Table(
        key="childcare-applications", columns=heads(request, COLUMNS, sorted_by), filters=filters,
        rows=[
            (
                row.one.pk,
                link(reverse("childcare:application", args=[row.one.pk]), row.one.person.name),
                wording.age(row.months), wording.care_title(row.one.care),
                "；".join(row.choices), wording.moment(row.one.submitted_at),
                f"{row.one.wanted_from:%Y-%m-%d}", wording.state_badge(row.one.state),
            )
            for row in found
        ],
        count_text=_("共 %(count)s 份") % {"count": count},
        export_url=f"{reverse('platform:sheet_export', args=['childcare-applications'])}"
        f"?{request.GET.urlencode()}",
        empty_title=_("没有符合条件的托位申请"),
        empty_hint=_("家长在手机上申请后会列在这里；也可以在个人档案里代为申请。"),
    )  # fmt: skip
    return listing.shown(request, table, _("托位申请"))


def choices_of(on_screen: Any) -> Sequence[tuple[str, str]]:
    """Return the nurseries a family may name, with their town."""
    return [
        (str(one.pk), f"{one.facility.name}（{wording.place_of(one.facility.division)}）")
        for one in on_screen
    ]


@page(APPLY)
def apply(request: ActorRequest) -> HttpResponse:
    """Ask for a place: the family for its own child, an officer for a family."""
    today = clock.today()
    wanted = request.GET.get("person", "")
    if wanted.isdigit() and len(wanted) < 19:
        children = [people.person_in_scope(request.actor, int(wanted), permit=APPLY)]
    else:
        children = queries.children_of(request.actor)
    guardians = {
        str(key): name for child in children for key, name in queries.guardians(child.pk, on=today)
    }
    homes = choices_of(queries.choices_for(county.code()).order_by("facility__pinyin", "pk"))
    form = ApplyForm(
        request.POST or None,
        choices={
            "person": [(str(one.pk), one.name) for one in children],
            "guardian": list(guardians.items()), "first": homes, "second": homes, "third": homes,
        },
        initial={
            "wanted_from": today, "person": children[0].pk if len(children) == 1 else "",
            "guardian": next(iter(guardians)) if len(guardians) == 1 else "",
        },
    )  # fmt: skip

    def perform(data: dict[str, Any]) -> str:
        chosen = [int(data[name]) for name in ("first", "second", "third") if data[name]]
        made = actions.apply(
            request.actor, person=int(data["person"]), guardian=int(data["guardian"]),
            care=data["care"], wanted_from=data["wanted_from"], nurseries=chosen,
            agreed=data["agreed"], note=data["note"],
        )  # fmt: skip
        return reverse("childcare:application", args=[made.pk])

    back = reverse("childcare:applications" if request.actor.may(READ) else "childcare:mine")
    return asked(
        request, form, perform, title=_("申请托位"), back=back, template="childcare/apply.html",
        more={"submit_title": _("提交申请"), "children": children, "english": is_english()},
    )  # fmt: skip


@page(APPLY)
def application_page(request: ActorRequest, application_id: int) -> HttpResponse:
    """One application: choices, its place in each order and why, offers, what to do next."""
    found = queries.application(request.actor, application_id)
    one, state = found.one, State(found.one.state)
    serves = request.actor.may(READ)
    context = {
        "title": _("托位申请 %(number)s") % {"number": one.pk},
        "badges": [wording.state_badge(one.state)],
        "facts": [
            (_("孩子"), one.person.name), (_("监护人"), one.guardian.name),
            (_("托育方式"), wording.care_title(one.care)),
            (_("希望入托"), f"{one.wanted_from:%Y-%m-%d}"),
            (_("申请时间"), wording.moment(one.submitted_at)),
            (_("监护人同意"), _("%(at)s 同意告知书 %(version)s 版")
             % {"at": wording.moment(one.consent_at), "version": one.consent_version}),
            (_("其他说明"), one.note),
        ],
        "choices": [(row.rank, row.nursery.facility.name,
                     wording.place_of(row.nursery.facility.division)) for row in found.choices],
        "rankings": [
            {
                "name": made.nursery.facility.name, "at": wording.moment(made.made_at),
                "position": standing["position"], "of": len(made.standings),
                "group": wording.group_title(standing["group"]),
                "url": reverse("childcare:ranking", args=[made.pk]) if serves else "",
                "drawn": standing["drawn"], "document": made.rule.document,
            }
            for made, standing in found.rankings
        ],
        "offers": [
            {
                "name": row.nursery_class.nursery.facility.name, "room": row.nursery_class.name,
                "starts": row.starts, "by": wording.moment(row.answer_by),
                "state": word(OfferState(row.state)), "is_open": row.state == OfferState.OPEN,
                "is_accepted": row.state == OfferState.ACCEPTED, "pk": row.pk,
            }
            for row in found.offers
        ],
        "one": one, "is_live": state.is_live, "serves": serves,
        "may_offer": state is State.WAITING and request.actor.may(RANK),
        "back_url": reverse("childcare:applications" if serves else "childcare:mine"),
        "back_title": _("托位申请") if serves else _("我的托育"),
    }  # fmt: skip
    return render(request, "childcare/application.html", context)


@page(RANK)
def offer(request: ActorRequest, application_id: int) -> HttpResponse:
    """Keep a seat for an application."""
    found = queries.application(request.actor, application_id)
    places = queries.offerable(request.actor, found.one, [row.nursery_id for row in found.choices])
    form = OfferForm(
        request.POST or None, choices={"nursery_class": places},
        initial={"starts": max(clock.today(), found.one.wanted_from)},
    )  # fmt: skip
    newest = {made.nursery_id: made.pk for made, _standing in found.rankings}

    def perform(data: dict[str, Any]) -> None:
        room = queries.class_in_scope(request.actor, int(data["nursery_class"]), permit=RANK)
        actions.offer_place(
            request.actor, application=application_id, nursery_class=room.pk,
            starts=data["starts"], ranking=newest.get(room.nursery_id),
        )  # fmt: skip

    return asked(
        request, form, perform, title=_("录取：申请 %(number)s") % {"number": application_id},
        back=reverse("childcare:application", args=[application_id]),
        more={"submit_title": _("发出录取通知")},
    )  # fmt: skip


@page(APPLY)
def withdraw(request: ActorRequest, application_id: int) -> HttpResponse:
    """Take an application back."""
    one = queries.application(request.actor, application_id).one

    def perform(_data: dict[str, Any]) -> None:
        actions.withdraw(request.actor, application=application_id, version=one.version)

    return asked(
        request, OnceForm(request.POST or None), perform,
        title=_("撤回托位申请 %(number)s") % {"number": application_id},
        back=reverse("childcare:application", args=[application_id]),
        more={
            "submit_title": _("撤回"), "danger": True,
            "hint": _("撤回后轮候时间不再保留；已录取的名额会给下一位。"),
        },
    )  # fmt: skip


@page(APPLY)
def answer(request: ActorRequest, offer_id: int, says: str) -> HttpResponse:
    """Accept or decline an offer."""
    one = queries.offer_of(request.actor, offer_id)
    if says not in ("accept", "decline"):
        return redirect("childcare:application", one.application_id)
    accepts = says == "accept"

    def perform(_data: dict[str, Any]) -> None:
        actions.answer(request.actor, offer=offer_id, version=one.version, accepts=accepts)

    return asked(
        request, OnceForm(request.POST or None), perform,
        title=_("接受托位") if accepts else _("放弃托位"),
        back=reverse("childcare:application", args=[one.application_id]),
        more={
            "submit_title": _("接受") if accepts else _("放弃"), "danger": not accepts,
            "hint": _("接受后请带预防接种证和三个月内的体检表到园办理入托。")
            if accepts
            else _("放弃后申请结束，名额给下一位；要再申请需重新排队。"),
        },
    )  # fmt: skip
