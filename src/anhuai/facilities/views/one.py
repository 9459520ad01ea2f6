"""One facility on one screen."""

from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from anhuai.facilities import queries
from anhuai.facilities.catalogue import KINDS, SERVICES
from anhuai.facilities.rules import (
    FILINGS,
    LICENCES,
    ChildcareClass,
    ClassPlaces,
    FilingState,
    FilingWhat,
    Finding,
    Ownership,
    Status,
    Tier,
    WorksKind,
    class_findings,
    licence_state,
)
from anhuai.facilities.views.wording import (
    kind_title,
    licence_badge,
    mark_title,
    organisation_link,
    status_badge,
)
from anhuai.places import queries as places
from anhuai.platform import clock, panels
from anhuai.platform.asking import last_day
from anhuai.platform.listing import badge
from anhuai.platform.pages import page
from anhuai.platform.permits import Permit
from anhuai.platform.requests import ActorRequest
from anhuai.platform.words import is_english, title_of, word


@page(Permit.FACILITIES_READ)
def facility_detail(request: ActorRequest, facility_id: int) -> HttpResponse:
    """One facility: facts, capacity, papers, history, and what other rooms add."""
    today = clock.today()
    found = queries.detail(request.actor, facility_id, on=today)
    kind = KINDS[found.facility.kind]
    manages = _manages(request, facility_id)
    official = manages and queries.is_official(request.actor, found.facility)
    context = {
        "title": found.facility.name,
        "facility": found.facility,
        "kind": kind,
        "back_url": reverse("facilities:list"),
        "badges": _badges(found, today),
        "facts": _facts(found),
        "numbers": found.numbers,
        "beds": _bed_groups(found),
        "places": _places(found),
        "services": [title_of(SERVICES[one.code]) for one in found.services],
        "licences": _licences(found, today),
        "marks": _marks(found, today),
        "works": _works(found),
        "findings": [_finding(one) for one in (*found.findings, *_too_large(found))],
        "timeline": [_event(one) for one in found.events],
        "panels": panels.drawn(request, "facilities.facility", facility_id),
        "manages": manages,
        "official": official,
        "filings": [
            (
                reverse("facilities:filing", args=[one.pk]),
                word(FilingWhat(one.what)),
                f"{one.submitted_on:%Y-%m-%d}",
                word(FilingState(one.state)),
            )
            for one in queries.filings_of(request.actor, facility_id)
        ],
        "files": any(one.group == kind.group for one in FILINGS.values()),
        "closed": found.facility.status == Status.CLOSED,
    }
    return render(request, "facilities/facility.html", context)


def _manages(request: ActorRequest, facility_id: int) -> bool:
    rows = queries.within_scope(request.actor, Permit.FACILITIES_MANAGE)
    return rows.filter(pk=facility_id).exists()


def _badges(found: queries.Detail, on: date) -> list[SafeString]:
    shown = [
        badge(kind_title(found.facility.kind)),
        status_badge(found.facility.status),
        badge(word(Ownership(found.facility.ownership)), "grey"),
    ]
    held = [one for one in found.marks if one.since <= on and not (one.until and one.until <= on)]
    return shown + [badge(mark_title(one.code, one.grade), "purple") for one in held]


def _facts(found: queries.Detail) -> list[tuple[str, Any]]:
    one = found.facility
    position = f"{one.longitude:.5f}, {one.latitude:.5f}" if one.longitude and one.latitude else ""
    facts: list[tuple[str, Any]] = [
        (_("所在地"), places.path_of(one.division)),
        (_("地址"), one.address),
        (_("电话"), one.phone),
        (_("统一社会信用代码"), one.social_credit_code),
        (_("运营单位"), organisation_link(found.operator) if found.operator else ""),
        (_("用地面积"), f"{one.land_area:,} ㎡" if one.land_area else ""),
        (_("建筑面积"), f"{one.building_area:,} ㎡" if one.building_area else ""),
        (_("坐标（WGS-84）"), position),
        (_("启用日期"), one.opened and f"{one.opened:%Y-%m-%d}"),
    ]
    if one.tier:
        facts.insert(0, (_("层级"), word(Tier(one.tier))))
    if one.closed:
        facts.append((_("注销日期"), f"{one.closed:%Y-%m-%d}"))
    return facts


def _bed_groups(found: queries.Detail) -> list[tuple[str, int, str]]:
    """Return the beds by what they are: title, count, labels."""
    groups: dict[tuple[bool, bool, bool, bool], list[str]] = {}
    for bed in found.beds:
        groups.setdefault(
            (bed.in_service and not bed.medical, bed.nursing, bed.public, bed.medical), []
        ).append(bed.label)
    return [
        (
            " · ".join(
                (
                    _("已转为医疗床位") if medical else _("在用") if used else _("停用"),
                    _("护理型") if nursing else _("普通"),
                    _("公办") if public else _("非公办"),
                )
            ),
            len(labels),
            "、".join(labels),
        )
        for (used, nursing, public, medical), labels in sorted(groups.items(), reverse=True)
    ]


def _places(found: queries.Detail) -> list[tuple[str, int, int]]:
    return [(word(ChildcareClass(p.group)), p.classes, p.places) for p in found.places]


def _too_large(found: queries.Detail) -> list[Finding]:
    return class_findings(
        [ClassPlaces(ChildcareClass(one.group), one.classes, one.places) for one in found.places]
    )


def _licences(found: queries.Detail, on: date) -> list[dict[str, Any]]:
    shown = []
    for one in found.licences:
        state = licence_state(since=one.since, until=one.until, on=on)
        shown.append(
            {
                "id": one.pk,
                "title": title_of(LICENCES[one.kind]) if one.kind in LICENCES else one.kind,
                "number": one.number,
                "issuer": one.issuer,
                "since": f"{one.since:%Y-%m-%d}",
                "valid_to": last_day(one.until),
                "state": licence_badge(state),
            }
        )
    return shown


def _marks(found: queries.Detail, on: date) -> list[dict[str, Any]]:
    return [
        {
            "id": one.pk,
            "title": mark_title(one.code, one.grade),
            "since": f"{one.since:%Y-%m-%d}",
            "valid_to": last_day(one.until),
            "source": one.source,
            "holds": one.since <= on and not (one.until and one.until <= on),
        }
        for one in found.marks
    ]


def _works(found: queries.Detail) -> list[dict[str, Any]]:
    barrier_free = {True: _("通过"), False: _("未通过"), None: ""}
    return [
        {
            "id": one.pk,
            "title": word(WorksKind(one.kind)),
            "started": one.started and f"{one.started:%Y-%m-%d}",
            "accepted": one.accepted and f"{one.accepted:%Y-%m-%d}",
            "beds": one.beds,
            "nursing": one.nursing_beds,
            "area": one.area,
            "barrier_free": barrier_free[one.barrier_free],
        }
        for one in found.works
    ]


def _finding(one: Finding) -> dict[str, Any]:
    english = is_english()
    basis = one.basis
    mark = basis.confidence.label_en if english else basis.confidence.label
    return {
        "says": one.says_en if english else one.says,
        "source": basis.citation or basis.note,
        "mark": badge(mark, "green" if basis.is_verified else "yellow"),
    }


def _event(one: queries.Event) -> dict[str, str]:
    titles = {
        "status": lambda: _("状态：%(what)s") % {"what": word(Status(one.code))},
        "licence": lambda: _("证照：%(what)s") % {"what": _licence_title(one.code)},
        "mark": lambda: _("获得标识：%(what)s") % {"what": mark_title(one.code, one.text)},
        "mark_ended": lambda: _("标识结束：%(what)s") % {"what": mark_title(one.code, one.text)},
        "works_started": lambda: _("开工：%(what)s") % {"what": word(WorksKind(one.code))},
        "works_accepted": lambda: _("验收：%(what)s") % {"what": word(WorksKind(one.code))},
        "beds": lambda: _("增加床位 %(count)s 张") % {"count": one.number},
        "places": lambda: _("托位变为 %(count)s 个") % {"count": one.number},
        "services_gone": lambda: _("结束服务 %(count)s 项") % {"count": one.number},
        "beds_gone": lambda: _("减少床位 %(count)s 张") % {"count": one.number},
    }
    text = "" if one.what.startswith("mark") else one.text
    return {"at": f"{one.on:%Y-%m-%d}", "title": titles[one.what](), "text": text, "who": one.who}


def _licence_title(code: str) -> str:
    return title_of(LICENCES[code]) if code in LICENCES else code
