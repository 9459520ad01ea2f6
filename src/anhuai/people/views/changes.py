"""Moves, households, circumstances: what changes in a life."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from anhuai.kernel.geometry import Datum
from anhuai.people import actions, queries
from anhuai.people.catalogue import KINDS
from anhuai.people.forms import (
    AddressForm,
    CircumstanceForm,
    EndForm,
    HeadForm,
    MoveForm,
    PlaceForm,
    circumstance_choices,
)
from anhuai.people.rules.circumstances import CircumstanceKind, Held, Unit
from anhuai.people.rules.facts import Founding, Home
from anhuai.people.views import wording
from anhuai.people.views.common import MANAGE, divisions, home_from, hukou_code, members, tell
from anhuai.platform import clock
from anhuai.platform.asking import asked
from anhuai.platform.listing import badge
from anhuai.platform.pages import page
from anhuai.platform.requests import ActorRequest
from anhuai.platform.words import is_english, title_of


def _hukou(data: dict[str, Any], to: Home | None) -> str | None:
    if not data["with_hukou"]:
        return None
    if data["hukou"]:
        return hukou_code(data["hukou"], field="hukou")
    return to.division if isinstance(to, Founding) else ""


@page(MANAGE)
def person_move(request: ActorRequest, person_id: int) -> HttpResponse:
    """Move a person into a household, to a new address, or away."""
    file = queries.person(request.actor, person=person_id, on=clock.today())
    form = MoveForm(
        request.POST or None, divisions=divisions(request), whole=False,
        initial={"what": request.GET.get("what", "found"), "on": clock.today()},
    )  # fmt: skip

    def perform(data: dict[str, Any]) -> None:
        to = None
        if data["what"] != "leave":
            to = home_from(request, data, founds=data["what"] == "found")
        done = actions.move_person(
            request.actor, person=person_id, on=data["on"], to=to, hukou=_hukou(data, to)
        )
        tell(request, done)

    return asked(
        request, form, perform, title=_("迁移：%(name)s") % {"name": file.name},
        back=wording.url_of(person_id),
        more={
            "hint": _("只迁这一个人；全户一起搬，请在户的页面上办理。"),
            "submit_title": _("办理迁移"),
        },
    )  # fmt: skip


@page(MANAGE)
def household_move(request: ActorRequest, household_id: int) -> HttpResponse:
    """Move everybody of a household."""
    file = queries.household(request.actor, household=household_id, on=clock.today())
    form = MoveForm(
        request.POST or None, divisions=divisions(request), whole=True,
        initial={"what": "found", "on": clock.today(), "version": file.version},
    )  # fmt: skip

    def perform(data: dict[str, Any]) -> str:
        to = None
        if data["what"] != "leave":
            to = Founding(data["division"], data["address"])
        done = actions.move_household(
            request.actor,
            household=household_id,
            on=data["on"],
            to=to,
            hukou=_hukou(data, to),
            version=data["version"],
        )
        tell(request, done)
        return wording.household_url(done.pk)

    return asked(
        request, form, perform, title=_("全户迁移"), back=wording.household_url(household_id),
        more={
            "hint": _("全户 %(count)s 人一起迁移；原住址的记录保留。")
            % {"count": len(file.members)},
            "submit_title": _("办理迁移"),
        },
    )  # fmt: skip


@page(MANAGE)
def household_head(request: ActorRequest, household_id: int) -> HttpResponse:
    """Make another member head."""
    file = queries.household(request.actor, household=household_id, on=clock.today())
    others = [(str(m.person), m.name) for m in file.members if m.person != file.head]
    form = HeadForm(
        request.POST or None, members=others,
        initial={"on": clock.today(), "version": file.version},
    )  # fmt: skip

    def perform(data: dict[str, Any]) -> None:
        actions.change_head(
            request.actor,
            household=household_id,
            head=int(data["head"]),
            on=data["on"],
            version=data["version"],
        )

    return asked(
        request, form, perform, title=_("变更户主"), back=wording.household_url(household_id),
        more={"hint": _("其他成员与户主的关系会随之更新，请核对。")},
    )  # fmt: skip


@page(MANAGE)
def household_edit(request: ActorRequest, household_id: int) -> HttpResponse:
    """Put an address right."""
    file = queries.household(request.actor, household=household_id, on=clock.today())
    form = AddressForm(
        request.POST or None, initial={"address": file.address, "version": file.version}
    )

    def perform(data: dict[str, Any]) -> None:
        actions.correct_household(
            request.actor,
            household=household_id,
            version=data["version"],
            address=data["address"],
        )

    return asked(
        request, form, perform, title=_("更正住址"), back=wording.household_url(household_id),
        more={"hint": _("只改写错的住址；搬家请办理迁移。")},
    )  # fmt: skip


@page(MANAGE)
def household_place(request: ActorRequest, household_id: int) -> HttpResponse:
    """Put a house on the map."""
    file = queries.household(request.actor, household=household_id, on=clock.today())
    form = PlaceForm(
        request.POST or None,
        initial={"longitude": file.longitude, "latitude": file.latitude, "datum": Datum.WGS84},
    )

    def perform(data: dict[str, Any]) -> None:
        actions.set_household_place(
            request.actor,
            household=household_id,
            longitude=data["longitude"],
            latitude=data["latitude"],
            datum=Datum(data["datum"]),
        )

    back = wording.household_url(household_id)
    return asked(request, form, perform, title=_("坐标"), back=back)


@page(MANAGE)
def circumstance_new(request: ActorRequest, person_id: int) -> HttpResponse:
    """Choose a circumstance, then record it with its own kinds and grades (`?code=`)."""
    file = queries.person(request.actor, person=person_id, on=clock.today())
    code = request.GET.get("code", "")
    if code in KINDS:
        return _record(request, file, code)
    back = wording.url_of(person_id)
    context = {
        "title": _("登记人员类别：%(name)s") % {"name": file.name},
        "groups": circumstance_choices(),
        "address": reverse("people:circumstance_new", args=[person_id]),
        "back_url": back,
    }
    return render(request, "people/choose.html", context)


def _record(request: ActorRequest, file: queries.PersonFile, code: str) -> HttpResponse:
    definition = KINDS[code]
    current = next((c for c in file.circumstances if c.is_current and c.code == code), None)
    replaced = current if current and not definition.several_kinds else None
    family = members(file) if definition.unit is Unit.FAMILY else []
    form = CircumstanceForm(
        request.POST or None, definition=definition, members=family,
        initial={
            "since": clock.today(),
            "persons": [key for key, _name in family],
            "kind": replaced.kind if replaced else "",
            "grade": replaced.grade if replaced else "",
        },
    )  # fmt: skip

    def perform(data: dict[str, Any]) -> None:
        held = Held(
            code, data["since"], data.get("grade", ""), data.get("kind", ""), data["until"],
            data["source"],
        )  # fmt: skip
        done = actions.set_circumstance(
            request.actor,
            persons=[file.id, *(int(key) for key in data.get("persons", []))],
            held=held,
            replaces=replaced.id if replaced else None,
        )
        tell(request, done)

    title = _("%(kind)s：%(name)s") % {"kind": title_of(definition), "name": file.name}
    return asked(
        request, form, perform, title=title, back=wording.url_of(file.id),
        more={**_meaning(definition), "replaced": replaced},
        template="people/circumstance.html",
    )  # fmt: skip


def _meaning(definition: CircumstanceKind) -> dict[str, Any]:
    mark, english = definition.basis.confidence, is_english()
    return {
        "definition": definition,
        "says": definition.says_en if english else definition.says,
        "note": "" if english else definition.note,
        "mark": badge(
            mark.label_en if english else mark.label, "green" if mark.is_verified else "yellow"
        ),
    }


@page(MANAGE)
def circumstance_end(request: ActorRequest, circumstance_id: int) -> HttpResponse:
    """End a circumstance, or mark it wrong."""
    row = queries.circumstance(request.actor, circumstance=circumstance_id)
    definition = KINDS.get(row.code)
    form = EndForm(
        request.POST or None,
        family=definition is not None and definition.unit is Unit.FAMILY,
        initial={"until": clock.today()},
    )

    def perform(data: dict[str, Any]) -> None:
        actions.end_circumstance(
            request.actor,
            circumstance=circumstance_id,
            until=data["until"],
            wrong=data["wrong"],
            whole_family=data.get("whole_family", False),
            reason=data["reason"],
        )

    title = title_of(definition) if definition else row.code
    return asked(
        request, form, perform,
        title=_("结束%(kind)s：%(name)s") % {"kind": title, "name": row.name},
        back=wording.url_of(row.person), more={"submit_title": _("结束")},
    )  # fmt: skip
