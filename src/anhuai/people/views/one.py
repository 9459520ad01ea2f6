"""One person's page with the whole life on one screen; one household's; a hidden number shown."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from anhuai.people import actions, queries
from anhuai.people.catalogue import KINDS
from anhuai.people.rules import codes
from anhuai.people.rules.facts import CONSENT_METHODS, PURPOSES
from anhuai.people.rules.kin import Guardianship, Relation
from anhuai.people.views import wording
from anhuai.people.views.joining import led_on
from anhuai.places import queries as places
from anhuai.platform import clock, panels
from anhuai.platform.acting import NotHere
from anhuai.platform.asking import last_day, revealed
from anhuai.platform.compiled import looking_at
from anhuai.platform.listing import badge
from anhuai.platform.pages import page
from anhuai.platform.permits import Permit
from anhuai.platform.requests import ActorRequest
from anhuai.platform.words import is_english


@page(Permit.PEOPLE_READ)
def person_detail(request: ActorRequest, person_id: int) -> HttpResponse:
    """A person's whole life on one screen."""
    with looking_at(person_id):
        return _whole_life(request, person_id)


def _whole_life(request: ActorRequest, person_id: int) -> HttpResponse:
    today = clock.today()
    try:
        file = queries.person(request.actor, person=person_id, on=today)
    except NotHere:
        return led_on(request, person_id)
    manages = request.actor.may(Permit.PEOPLE_MANAGE)
    context = {
        "title": file.name,
        "file": file,
        "badges": _badges(file),
        "facts": _facts(file),
        "home": _home(file),
        "kin": [_relative(one) for one in file.kin],
        "held": [_held(one) for one in file.circumstances if one.is_current],
        "past": [_held(one) for one in file.circumstances if not one.is_current],
        "contacts": file.contacts,
        "consents": [_consent(one) for one in file.consents],
        "timeline": [
            {"at": event.on.isoformat(), "title": event.title, "text": event.text, "who": event.who}
            for event in file.events
        ],
        "panels": panels.drawn(request, "people.person", person_id),
        "manages": manages,
        "changes": manages and file.died is None,
        "purpose": request.actor.purpose,
        "accesses": request.actor.may(Permit.PEOPLE_ACCESS),
        "reveals": request.actor.may(Permit.PEOPLE_REVEAL),
        "back_url": reverse("people:list"),
        "back_title": _("人员"),
    }
    return render(request, "people/person.html", context)


def _badges(file: queries.PersonFile) -> list[Any]:
    today = clock.today()
    found = [badge(f"{wording.sex(file.sex)} · {wording.age(file.born, file.died, today)}", "grey")]
    found += [wording.tag(c.code, c.kind, c.grade) for c in file.circumstances if c.is_current]
    state = wording.state(file.died, file.left)
    return [*found, state] if state else found


def _facts(file: queries.PersonFile) -> list[tuple[str, Any]]:
    died = [(_("死亡日期"), file.died.isoformat())] if file.died else []
    left = [(_("迁出日期"), file.left.isoformat())] if file.left else []
    return [
        (_("身份证号"), file.identity),
        (_("出生日期"), file.born.isoformat()),
        *died,
        (_("电话"), file.phone),
        (_("常住地"), places.path_of(file.division) if file.division else ""),
        (_("住址"), file.household.address if file.household and not file.left else ""),
        *left,
        (_("户籍地"), places.path_of(file.hukou) if file.hukou else ""),
        (_("户口性质"), wording.code_title(codes.HUKOU, file.hukou_kind)),
        (_("民族"), wording.code_title(codes.ETHNICITY, file.ethnicity)),
        (_("婚姻状况"), wording.code_title(codes.MARITAL, file.marital)),
        (_("文化程度"), wording.code_title(codes.EDUCATION, file.education)),
    ]


def _home(file: queries.PersonFile) -> dict[str, Any] | None:
    home = file.household
    if home is None or file.died or file.left:
        return None
    return {
        "url": wording.household_url(home.id),
        "id": home.id,
        "address": _whole(home),
        "members": _members(home.members, file.id),
    }


def _whole(home: queries.HouseholdFile) -> str:
    """Return an address with its village, which some addresses begin with already."""
    village = places.path_of(home.division)
    return home.address if home.address.startswith(village) else f"{village} {home.address}"


def _members(rows: list[Any], own: int = 0) -> list[dict[str, Any]]:
    today = clock.today()
    return [
        {
            "name": wording.person_link(m.person, m.name, reached=m.is_reached and m.person != own),
            "plain": m.name,
            "relation": wording.relation(m.relation),
            "sex": wording.sex(m.sex),
            "age": wording.age(m.born, m.died, today),
            "tags": wording.tags(m.tags),
            "since": m.since,
            "until": m.until,
        }
        for m in rows
    ]


def _relative(one: Any) -> dict[str, Any]:
    relation: Relation = one.relation
    if is_english():
        title = relation.reverse_label_en if one.is_reverse else relation.label_en
    else:
        title = relation.reverse_label if one.is_reverse else relation.label
    kind = ""
    if one.kind in set(Guardianship):
        known = Guardianship(one.kind)
        kind = known.label_en if is_english() else known.label
    return {
        "id": one.kinship,
        "name": wording.person_link(one.person, one.name, reached=one.is_reached),
        "plain": one.name,
        "title": title,
        "kind": kind,
        "age": wording.age(one.born, one.died, clock.today()),
        "state": wording.state(one.died, None),
        "since": "" if relation is Relation.PARENT else one.since.isoformat(),
        "ends": one.died is None,
    }


def _held(one: Any) -> dict[str, Any]:
    kind = KINDS.get(one.code)
    return {
        "id": one.id,
        "code": one.code,
        "badge": wording.tag(one.code, one.kind, one.grade),
        "title": kind.title_en if kind and is_english() else kind.title if kind else one.code,
        "since": one.since,
        "until": last_day(one.until) if one.until else "",
        "source": one.source,
        "mark": _unverified(kind),
    }


def _unverified(kind: Any) -> Any:
    """Return the mark of a definition nobody has checked: it is a setting (standards/00)."""
    if kind is None or not kind.basis.confidence.is_setting:
        return ""
    mark = kind.basis.confidence
    return badge(mark.label_en if is_english() else mark.label, "yellow")


def _consent(one: Any) -> dict[str, Any]:
    nobody = (one.purpose, one.purpose)
    return {
        "id": one.id,
        "purpose": PURPOSES.get(one.purpose, nobody)[is_english()],
        "given_by": _("本人") if one.is_own else one.given_by,
        "method": CONSENT_METHODS.get(one.method, (one.method, one.method))[is_english()],
        "version": one.notice_version,
        "since": one.since,
        "until": one.until,
    }


@page(Permit.PEOPLE_READ)
def household_detail(request: ActorRequest, household_id: int) -> HttpResponse:
    """A household: where, who lives there, who did."""
    today = clock.today()
    file = queries.household(request.actor, household=household_id, on=today)
    ended = [(_("注销日期"), file.until.isoformat())] if file.until else []
    point = f"{file.longitude}, {file.latitude}" if file.longitude is not None else ""
    context = {
        "title": _("%(name)s的户") % {"name": _head_name(file)},
        "file": file,
        "badges": [badge(_("已注销"), "grey")] if file.until else [],
        "facts": [
            (_("所在地"), places.path_of(file.division)),
            (_("住址"), file.address),
            (_("坐标"), point),
            (_("建立日期"), file.since.isoformat()),
            *ended,
        ],
        "members": _members(file.members),
        "former": _members(file.former),
        "panels": panels.drawn(request, "people.household", household_id),
        "changes": request.actor.may(Permit.PEOPLE_MANAGE) and file.until is None,
        "back_url": reverse("people:list"),
        "back_title": _("人员"),
    }
    return render(request, "people/household.html", context)


def _head_name(file: queries.HouseholdFile) -> str:
    rows = [*file.members, *file.former]
    return next((m.name for m in rows if m.person == file.head), "")


@page(Permit.PEOPLE_REVEAL)
def reveal(request: ActorRequest, person_id: int, what: str) -> HttpResponse:
    """Ask for a reason, then show a hidden number in full."""
    file = queries.person(request.actor, person=person_id, on=clock.today())
    field, _at, contact = what.partition("-")
    titles = {"identity": _("身份证号"), "phone": _("电话"), "contact": _("联系人电话")}
    if field not in titles or (contact and not contact.isdigit()):
        raise NotHere("field", what)

    def show(reason: str) -> str:
        number = int(contact) if contact else None
        return actions.reveal(
            request.actor, person=person_id, field=field, reason=reason, contact=number
        ).value

    title = _("查看%(name)s的%(what)s") % {"name": file.name, "what": titles[field]}
    return revealed(request, show, title=title, back=wording.url_of(person_id))
