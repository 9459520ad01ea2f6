"""The organisations that run facilities: the list, one of them, and its forms."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from anhuai.facilities import actions, queries
from anhuai.facilities.forms import EndOrganisationForm, OrganisationForm, ResumeForm
from anhuai.facilities.rules import BodyFacts, BodyKind
from anhuai.facilities.views.register import divisions
from anhuai.facilities.views.wording import kind_title, status_badge, url_of
from anhuai.places import queries as places
from anhuai.platform import clock, panels
from anhuai.platform.acting import Refused
from anhuai.platform.asking import asked
from anhuai.platform.listing import (
    BadCursor,
    Column,
    Filter,
    Table,
    Window,
    badge,
    changed,
    count_up_to,
    filled,
    heads,
    link,
    order_of,
    window,
)
from anhuai.platform.pages import Menu, page
from anhuai.platform.permits import Permit
from anhuai.platform.requests import ActorRequest
from anhuai.platform.roles import ROLES
from anhuai.platform.views.trail import shown_list
from anhuai.platform.words import title_of, word, words

READ, MANAGE = Permit.FACILITIES_READ, Permit.FACILITIES_MANAGE
COLUMNS = (
    Column("name", gettext_lazy("名称"), ("pinyin",)),
    Column("kind", gettext_lazy("单位类型"), ("kind", "pinyin")),
    Column("division", gettext_lazy("所在地"), ("division", "pinyin")),
    Column("code", gettext_lazy("统一社会信用代码")),
    Column("runs", gettext_lazy("在管机构"), css="num"),
    Column("since", gettext_lazy("成立日期"), ("since",)),
)
FIELDS = ("pk", "name", "kind", "division", "social_credit_code", "since")


def organisation_url(organisation_id: int) -> str:
    """Return the address of an organisation's page."""
    return reverse("facilities:organisation", args=[organisation_id])


def kind_word(code: str) -> str:
    """Return what an organisation is; a code no longer defined is its own title."""
    return word(BodyKind(code)) if code in set(BodyKind) else code


def asked_for(query: dict[str, str]) -> dict[str, Any]:
    """Return how the address chooses organisations; what it says wrongly does not restrict."""
    kind = query.get("kind", "")
    return {
        "q": query.get("q", ""),
        "kind": kind if kind in set(BodyKind) else "",
        "ended": query.get("state") == "ended",
    }


@page(
    READ,
    menu=Menu(gettext_lazy("运营单位"), "flag", 25, group="registers"),
    name="facilities:organisations",
)
def organisation_list(request: ActorRequest) -> HttpResponse:
    """The organisations that act or run facilities within the actor's reach."""
    filters = filled(
        request,
        [
            Filter("q", gettext_lazy("名称"), placeholder=gettext_lazy("名称或统一社会信用代码")),
            Filter("kind", gettext_lazy("单位类型"), "select", words(BodyKind)),
            Filter("state", gettext_lazy("状态"), "select", [("ended", _("已注销"))],
                   gettext_lazy("存续")),
        ],
    )  # fmt: skip
    asks = {one.name: one.value for one in filters}
    rows = queries.organisations(request.actor, **asked_for(asks))
    order, key = order_of(request, COLUMNS, ["pinyin"])
    try:
        seen = window(rows, fields=FIELDS, order=order, after=request.GET.get("after", ""))
    except BadCursor:
        seen = window(rows, fields=FIELDS, order=order, after="")
    count, more = count_up_to(rows)
    export = reverse("platform:sheet_export", args=["organisations"])
    table = Table(
        key="organisations",
        columns=heads(request, COLUMNS, key),
        rows=_cells(request, seen),
        filters=filters,
        next_url=changed(request, after=seen.next) if seen.next else "",
        count_text=(_("超过 %(count)s 家") if more else _("共 %(count)s 家")) % {"count": count},
        export_url=f"{export}?{request.GET.urlencode()}"
        if request.actor.may(Permit.FACILITIES_EXPORT)
        else "",
        import_url=reverse("platform:sheet_import", args=["organisations"])
        if request.actor.may(Permit.FACILITIES_IMPORT)
        else "",
        create_url=reverse("facilities:organisation_new") if _founds(request) else "",
        create_title=_("登记单位"),
        empty_title=_("没有符合条件的单位"),
        empty_hint=_("请放宽筛选条件；只能看到与您负责范围有关的单位。"),
    )
    return shown_list(request, table, _("运营单位"))


def _cells(request: ActorRequest, seen: Window) -> list[tuple[object, ...]]:
    counted = queries.runs(request.actor, seen.ids)
    return [
        (
            link(organisation_url(key), name),
            kind_word(kind),
            places.path_of(division),
            code,
            counted.get(key, ""),
            f"{since:%Y-%m-%d}",
        )
        for key, name, kind, division, code, since in seen.rows
    ]


def _founds(request: ActorRequest) -> bool:
    return bool(request.actor.scope(MANAGE).divisions)


@page(READ)
def organisation_detail(request: ActorRequest, organisation_id: int) -> HttpResponse:
    """One organisation: what it is, what it runs, who acts for it, and what other rooms add."""
    one = queries.organisation(request.actor, organisation_id)
    context = {
        "title": one.name,
        "organisation": one,
        "back_url": reverse("facilities:organisations"),
        "badges": [badge(kind_word(one.kind)), _state(one)],
        "facts": [
            (_("统一社会信用代码"), one.social_credit_code),
            (_("所在地"), places.path_of(one.division)),
            (_("成立日期"), f"{one.since:%Y-%m-%d}"),
            (_("注销日期"), one.until and f"{one.until:%Y-%m-%d}"),
        ],
        "facilities": [
            (url_of(f.pk), f.name, kind_title(f.kind), places.path_of(f.division),
             status_badge(f.status))
            for f in queries.facilities_of(request.actor, one)
        ],
        "roles": _roles(request, one) if request.actor.may(Permit.ACCOUNTS_READ) else None,
        "panels": panels.drawn(request, "facilities.organisation", organisation_id),
        "manages": queries.managed_organisations(request.actor).filter(pk=one.pk).exists(),
    }  # fmt: skip
    return render(request, "facilities/organisation.html", context)


def _state(one: Any) -> SafeString:
    ended = one.until is not None and one.until <= clock.today()
    return badge(_("已注销"), "grey") if ended else badge(_("存续"), "green")


def _roles(request: ActorRequest, one: Any) -> list[tuple[str, str, str, str]]:
    return [
        (
            reverse("platform:account", args=[held.account.pk]),
            held.account.name,
            title_of(ROLES[held.role]),
            f"{held.until:%Y-%m-%d}" if held.until else "",
        )
        for held in queries.roles_at(request.actor, one)
    ]


def _facts(data: dict[str, Any]) -> BodyFacts:
    names = ("name", "division", "social_credit_code", "since")
    return BodyFacts(kind=BodyKind(data["kind"]), **{name: data[name] for name in names})


@page(MANAGE)
def organisation_new(request: ActorRequest) -> HttpResponse:
    """Found an organisation."""
    if not _founds(request):
        raise Refused(MANAGE)
    form = OrganisationForm(
        request.POST or None, divisions=divisions(request),
        initial={"kind": BodyKind.PROVIDER},
    )  # fmt: skip

    def perform(data: dict[str, Any]) -> str:
        made = actions.found_organisation(request.actor, facts=_facts(data))
        return organisation_url(made.pk)

    return asked(
        request, form, perform, title=_("登记单位"), back=reverse("facilities:organisations"),
        more={"submit_title": _("登记")},
    )  # fmt: skip


@page(MANAGE)
def organisation_edit(request: ActorRequest, organisation_id: int) -> HttpResponse:
    """Correct an organisation."""
    one = queries.managed_organisation(request.actor, organisation_id)
    names = ("name", "kind", "social_credit_code", "division", "since", "version")
    form = OrganisationForm(
        request.POST or None, divisions=divisions(request, current=one.division),
        initial={name: getattr(one, name) for name in names},
    )  # fmt: skip

    def perform(data: dict[str, Any]) -> None:
        version = data["version"] if data["version"] is not None else one.version
        actions.edit_organisation(
            request.actor, organisation=organisation_id, version=version, facts=_facts(data)
        )

    back = organisation_url(organisation_id)
    return asked(request, form, perform, title=_("修改单位信息"), back=back)


@page(MANAGE)
def organisation_end(request: ActorRequest, organisation_id: int) -> HttpResponse:
    """End an organisation or, where it ended, take that back."""
    one = queries.managed_organisation(request.actor, organisation_id)
    ended = one.until is not None
    form = (
        ResumeForm(request.POST or None)
        if ended
        else EndOrganisationForm(request.POST or None, initial={"on": clock.today()})
    )

    def perform(data: dict[str, Any]) -> None:
        change = actions.resume_organisation if ended else actions.end_organisation
        change(request.actor, organisation=organisation_id, **data)

    title = _("撤销注销：%(name)s") if ended else _("注销单位：%(name)s")
    hint = (
        _("单位恢复存续；原来在这家单位的账号角色请管理员重新分配。")
        if ended
        else _("注销前先注销或转出它运营的机构；在这家单位的账号角色立即结束。")
    )
    return asked(
        request, form, perform, title=title % {"name": one.name},
        back=organisation_url(organisation_id), more={"hint": hint},
    )  # fmt: skip
