"""Pages about social organisations."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from anhuai.civil import actions, queries
from anhuai.civil.forms import EndOrganisationForm, NewOrganisationForm, OrganisationForm
from anhuai.civil.rules import OrganisationFacts, OrganisationField, OrganisationKind
from anhuai.kernel.divisions import Level
from anhuai.places import queries as places
from anhuai.platform import clock, county
from anhuai.platform.acting import NotHere
from anhuai.platform.asking import asked
from anhuai.platform.listing import (
    BadCursor,
    Column,
    Filter,
    Table,
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
from anhuai.platform.words import word, words

READ, MANAGE = Permit.CIVIL_READ, Permit.CIVIL_MANAGE
COLUMNS = (
    Column("name", gettext_lazy("名称"), ("pinyin",)),
    Column("kind", gettext_lazy("类型"), ("kind", "pinyin")),
    Column("field", gettext_lazy("领域"), ("field", "pinyin")),
    Column("division", gettext_lazy("所在地"), ("division", "pinyin")),
    Column("party", gettext_lazy("党组织")),
    Column("since", gettext_lazy("成立日期"), ("since",)),
)
FIELDS = (
    "pk", "name", "kind", "field", "division", "has_party_organisation",
    "is_party_demonstration", "since",
)  # fmt: skip


def towns(request: ActorRequest) -> Sequence[tuple[str, str]]:
    """Return the towns a list can be narrowed to."""
    return places.choices(
        request.actor, on=clock.today(), permit=Permit.PLACES_READ, level=Level.TOWN,
        within=county.code(),
    )  # fmt: skip


def divisions(request: ActorRequest) -> Sequence[tuple[str, str]]:
    """Return where the actor may register something."""
    return places.choices(request.actor, on=clock.today(), permit=MANAGE, within=county.code())


def _party(has: bool, demonstration: bool) -> SafeString | str:  # noqa: FBT001 - cells
    if demonstration:
        return badge(_("示范"), "red")
    return badge(_("已建"), "blue") if has else ""


def _cells(rows: list[tuple[Any, ...]]) -> list[tuple[object, ...]]:
    return [
        (
            link(f"/civil/{key}/", name),
            word(OrganisationKind(kind)),
            word(OrganisationField(field)),
            places.path_of(division),
            _party(has, demonstration),
            f"{since:%Y-%m-%d}",
        )
        for key, name, kind, field, division, has, demonstration, since in rows
    ]


@page(
    READ,
    menu=Menu(gettext_lazy("社会组织"), "flag", 50, group="registers"),
    name="civil:list",
)
def organisation_list(request: ActorRequest) -> HttpResponse:
    """The social organisations there are now."""
    filters = filled(
        request,
        [
            Filter("q", gettext_lazy("名称"), placeholder=gettext_lazy("名称、拼音或首字母")),
            Filter("kind", gettext_lazy("类型"), "select", words(OrganisationKind)),
            Filter("field", gettext_lazy("领域"), "select", words(OrganisationField)),
            Filter("division", gettext_lazy("乡镇"), "select", towns(request)),
        ],
    )
    asks = {one.name: one.value for one in filters}
    rows = queries.organisations(
        request.actor,
        on=clock.today(),
        q=asks["q"],
        kind=asks["kind"] if asks["kind"] in set(OrganisationKind) else (),
        field=asks["field"] if asks["field"] in set(OrganisationField) else "",
        division=asks["division"] if asks["division"].isdigit() else None,
    )
    order, key = order_of(request, COLUMNS, ["pinyin"])
    try:
        seen = window(rows, fields=FIELDS, order=order, after=request.GET.get("after", ""))
    except BadCursor:
        seen = window(rows, fields=FIELDS, order=order, after="")
    count, more = count_up_to(rows)
    table = Table(
        key="civil",
        columns=heads(request, COLUMNS, key),
        rows=_cells(seen.rows),
        filters=filters,
        next_url=changed(request, after=seen.next) if seen.next else "",
        count_text=(_("超过 %(count)s 家") if more else _("共 %(count)s 家")) % {"count": count},
        create_url=reverse("civil:new") if request.actor.may(MANAGE) else "",
        create_title=_("登记社会组织"),
        empty_title=_("没有符合条件的社会组织"),
        empty_hint=_("请放宽筛选条件；只能看到您负责范围内的社会组织。"),
    )
    template = "platform/_rows.html" if request.headers.get("HX-Request") else "civil/list.html"
    return render(request, template, {"table": table, "title": _("社会组织")})


@page(READ)
def organisation_detail(request: ActorRequest, organisation_id: int) -> HttpResponse:
    """One social organisation."""
    one = queries.organisation(request.actor, organisation_id)
    ended = one.until is not None and one.until <= clock.today()
    party = _party(one.has_party_organisation, one.is_party_demonstration)
    history = [{"at": f"{one.since:%Y-%m-%d}", "title": _("成立（备案）"), "text": "", "who": ""}]
    if one.until is not None:
        ending = {"at": f"{one.until:%Y-%m-%d}", "title": _("注销"), "text": one.ended_for}
        history.insert(0, ending | {"who": ""})
    context = {
        "title": one.name,
        "organisation": one,
        "back_url": reverse("civil:list"),
        "badges": [badge(_("已注销"), "grey") if ended else badge(_("存续"), "green")],
        "facts": [
            (_("类型"), word(OrganisationKind(one.kind))),
            (_("领域"), word(OrganisationField(one.field))),
            (_("所在地"), places.path_of(one.division)),
            (_("统一社会信用代码"), one.social_credit_code),
            (_("党组织"), party or _("未建")),
        ],
        "timeline": history,
        "manages": request.actor.scope(MANAGE).covers(one.division) and one.until is None,
    }
    return render(request, "civil/organisation.html", context)


def _facts(data: dict[str, Any]) -> OrganisationFacts:
    return OrganisationFacts(
        name=data["name"],
        kind=OrganisationKind(data["kind"]),
        field=OrganisationField(data["field"]),
        division=data["division"],
        social_credit_code=data["social_credit_code"],
        has_party_organisation=data["has_party_organisation"],
        is_party_demonstration=data["is_party_demonstration"],
    )


def _url_of(organisation_id: int) -> str:
    return reverse("civil:organisation", args=[organisation_id])


@page(MANAGE)
def organisation_new(request: ActorRequest) -> HttpResponse:
    """Register a social organisation."""
    form = NewOrganisationForm(request.POST or None, divisions=divisions(request))

    def perform(data: dict[str, Any]) -> str:
        made = actions.register_organisation(request.actor, facts=_facts(data), on=data["on"])
        return _url_of(made.pk)

    return asked(request, form, perform, title=_("登记社会组织"), back=reverse("civil:list"))


@page(MANAGE)
def organisation_edit(request: ActorRequest, organisation_id: int) -> HttpResponse:
    """Correct a social organisation's facts."""
    found = queries.organisation(request.actor, organisation_id, permit=MANAGE)
    if found.until is not None:
        raise NotHere("social_organisation", organisation_id)
    names = (
        "name", "kind", "field", "division", "social_credit_code", "has_party_organisation",
        "is_party_demonstration", "version",
    )  # fmt: skip
    form = OrganisationForm(
        request.POST or None, divisions=divisions(request),
        initial={name: getattr(found, name) for name in names},
    )  # fmt: skip

    def perform(data: dict[str, Any]) -> None:
        version = data["version"] if data["version"] is not None else found.version
        actions.edit_organisation(
            request.actor, organisation=organisation_id, version=version, facts=_facts(data)
        )

    return asked(request, form, perform, title=_("修改社会组织"), back=_url_of(organisation_id))


@page(MANAGE)
def organisation_end(request: ActorRequest, organisation_id: int) -> HttpResponse:
    """End a social organisation."""
    found = queries.organisation(request.actor, organisation_id, permit=MANAGE)
    form = EndOrganisationForm(request.POST or None, initial={"on": clock.today()})

    def perform(data: dict[str, Any]) -> None:
        actions.end_organisation(
            request.actor, organisation=organisation_id, on=data["on"], reason=data["reason"]
        )

    title = _("注销：%(name)s") % {"name": found.name}
    return asked(
        request, form, perform, title=title, back=_url_of(organisation_id), more={"danger": True}
    )
