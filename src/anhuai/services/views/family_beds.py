"""Pages of family care beds: the list, one bed with its course, asking for one, family carers."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from anhuai.people import queries as people
from anhuai.platform import clock, county
from anhuai.platform.acting import NotHere
from anhuai.platform.asking import asked
from anhuai.platform.codes import drawn_code
from anhuai.platform.listing import Column, Filter, Table, Window, filled, heads, link
from anhuai.platform.pages import page, public_page
from anhuai.platform.permits import Permit
from anhuai.platform.requests import ActorRequest
from anhuai.platform.words import is_english, title_of, word, words
from anhuai.services import actions, queries
from anhuai.services.catalogue import BED_CARE, BED_CHECKS, BED_SURVEY
from anhuai.services.forms.family_beds import ApplyForm, CourseForm
from anhuai.services.forms.visits import ReasonForm
from anhuai.services.rules.family_beds import (
    RUNNING,
    Away,
    BedState,
    CheckKind,
    Course,
    DeviceKind,
    Leaving,
    days_in,
)
from anhuai.services.views import home_listing, home_wording, listing, wording
from anhuai.services.views.bed_steps import steps_of

READ, MANAGE = Permit.HOME_READ, Permit.HOME_MANAGE
COLUMNS = (
    Column("name", gettext_lazy("姓名"), ("person__pinyin",), css="nowrap"),
    Column("place", gettext_lazy("所在村（社区）"), ("place",)),
    Column("facility", gettext_lazy("服务机构"), ("facility__name",)),
    Column("state", gettext_lazy("状态"), ("state",)),
    Column("level", gettext_lazy("能力等级")),
    Column("since", gettext_lazy("服务开始"), css="nowrap"),
    Column("last", gettext_lazy("协议到期"), css="nowrap"),
    Column("checked", gettext_lazy("上次检查"), css="nowrap"),
)


def filters_of(request: ActorRequest) -> list[Filter]:
    """Return what the list is filtered by."""
    states = [*words(BedState), ("all", _("全部"))]
    return [
        listing.name_filter(),
        listing.town_filter(request),
        Filter("state", gettext_lazy("状态"), "select", states),
        Filter("overdue", gettext_lazy("只看检查逾期的"), "check"),
    ]


def which_of(asks: Mapping[str, str]) -> dict[str, Any]:
    """Return the query that filters ask for."""
    state = asks.get("state", "")
    return {
        "q": asks.get("q", ""), "division": asks.get("division", ""),
        "state": state if state in {"all", *(str(one) for one in BedState)} else "",
        "overdue": clock.today() if asks.get("overdue") else None,
    }  # fmt: skip


def _cells(rows: Sequence[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    return [
        (
            link(reverse("services:bed", args=[key]), name), wording.place_of(place), facility,
            home_wording.bed_badge(state), home_wording.level(level), home_wording.day(since),
            home_wording.day(last), home_wording.day(checked),
        )
        for key, _p, name, place, facility, state, level, since, last, checked in rows
    ]  # fmt: skip


@page(READ)
def bed_list(request: ActorRequest) -> HttpResponse:
    """Family care beds within reach."""

    def ask(asks: Mapping[str, str]) -> Any:
        which = which_of(asks)

        def page_of(order: Sequence[str], after: str) -> Window:
            return queries.bed_page(request.actor, order=order, after=after, **which)

        return page_of, queries.counted_beds(request.actor, **which)

    return home_listing.show(
        request, title=_("家庭养老床位"), key="family-beds", columns=COLUMNS, default=["-pk"],
        filters=filters_of(request), ask=ask, cells=_cells,
        export_url=home_listing.export_url(request, "family-beds"),
        empty_title=_("没有符合条件的床位"),
        empty_hint=_("在老人的档案页申请建床，或放宽筛选条件。"),
    )  # fmt: skip


@page(MANAGE)
def bed_new(request: ActorRequest, person_id: int) -> HttpResponse:
    """Ask for a bed for somebody."""
    one = people.person_in_scope(request.actor, person_id, permit=MANAGE)
    today = clock.today()
    keepers = [(str(home.pk), home.name) for home in queries.keepers(request.actor, on=today)]
    form = ApplyForm(request.POST or None, keepers=keepers, initial={"on": today})

    def perform(data: dict[str, Any]) -> str:
        made = actions.apply_for_bed(
            request.actor, person=person_id, facility=data["facility"], on=data["on"]
        )
        return reverse("services:bed", args=[made.pk])

    return asked(
        request, form, perform, title=_("申请家庭养老床位：%(name)s") % {"name": one.name},
        back=f"/people/{person_id}/",
        more={"hint": "" if keepers else _("还没有提供家庭养老床位的机构，请先在机构页登记服务。")},
    )  # fmt: skip


@page(READ)
def bed(request: ActorRequest, bed_id: int) -> HttpResponse:
    """One bed: contract, home, devices, care plan, checks, pauses."""
    today = clock.today()
    found = queries.bed_file(request.actor, bed_id, on=today)
    one = found.one
    badges = [home_wording.bed_badge(one.state)]
    if found.check_due is not None and found.check_due < today:
        badges.append(home_wording.due_badge(found.check_due, today))  # type: ignore[arg-type]
    context = {
        "title": _("家庭养老床位：%(name)s") % {"name": one.person.name}, "badges": badges,
        "back_url": reverse("services:beds"), "back_title": _("家庭养老床位"), "one": one,
        "facts": _facts(request, found), "contract": _contract(one),
        "steps": steps_of(request, one),
        "grounds": [row[2 if is_english() else 1] for row in one.grounds],
        "survey": _answered(one.answers, BED_SURVEY),
        "devices": "、".join(word(DeviceKind(kind)) for kind in one.devices),
        "plan": _plan(found), "checks": _checks(found), "pauses": _pauses(found),
        "arrange_url": reverse("services:arrangement_bed", args=[one.pk])
        if request.actor.may(Permit.ORDERS_MANAGE) and BedState(one.state) in RUNNING else "",
        "sees_person": request.actor.may(Permit.PEOPLE_READ),
    }  # fmt: skip
    return render(request, "services/family_bed.html", context)


def _facts(request: ActorRequest, found: queries.BedFile) -> list[tuple[str, Any]]:
    one, today = found.one, clock.today()
    used = days_in(queries.respite_spans(one.pk), year=today.year, on=today)
    home: Any = one.facility.name
    if request.actor.may(Permit.FACILITIES_READ):
        home = link(f"/facilities/{one.facility_id}/", home)
    end = [
        (_("撤床日期"), home_wording.day(one.ended_on)),
        (_("撤床类型"), word(Leaving(one.ending)) if one.ending else ""),
    ]  # fmt: skip
    return [
        (_("姓名"), home_wording.person(request, one.person_id, one.person.name)),
        (_("所在村（社区）"), wording.place_of(one.place)), (_("服务机构"), home),
        (_("能力等级"), home_wording.level(one.level)),
        (_("申请日期"), home_wording.day(one.applied_on)),
        (_("入户评估日期"), home_wording.day(one.surveyed_on)),
        (_("下次检查最迟"), home_wording.day(found.check_due)),
        (_("本年喘息服务（天）"), f"{used} / {queries.respite_days_on(today)}"),
        *(end if one.ended_on else []),
    ]  # fmt: skip


def _contract(one: Any) -> list[tuple[str, Any]]:
    if not one.number:
        return []
    return [
        (_("协议编号"), one.number), (_("签订日期"), home_wording.day(one.signed_on)),
        (_("本人或监护人签名"), one.signer), (_("服务开始日期"), home_wording.day(one.since)),
        (_("协议结束日期"), home_wording.day(one.last)),
        (_("每月服务费（元）"), home_wording.money(one.fee)),
        (_("紧急情况处置约定"), one.emergency),
    ]  # fmt: skip


def _answered(answers: Mapping[str, str], asked_: Mapping[str, Any]) -> list[tuple[str, str]]:
    return [
        (title_of(asked_[code]), next(
            (title_of_answer(one) for one in asked_[code].answers if one.code == given), given
        ))
        for code, given in answers.items()
        if code in asked_
    ]  # fmt: skip


def title_of_answer(one: Any) -> str:
    """Return an answer in the language of the page."""
    return str(one.title_en if is_english() else one.title)


def _plan(found: queries.BedFile) -> list[tuple[str, Any]]:
    if not found.plans:
        return []
    newest = found.plans[0]
    return [
        (_("计划开始日期"), home_wording.day(newest.since)),
        (_("能力等级"), home_wording.level(newest.level)),
        *(
            (title_of(BED_CARE[code]), _("每月 %(count)s 次") % {"count": times})
            for code, times in newest.care.items()
            if code in BED_CARE
        ),
        (_("说明"), newest.note),
    ]


def _checks(found: queries.BedFile) -> list[dict[str, Any]]:
    return [
        {
            "at": home_wording.day(row.on), "title": word(CheckKind(row.kind)),
            "text": "；".join(
                filter(None, [
                    "、".join(title_of(BED_CARE[code]) for code in row.care if code in BED_CARE),
                    *(f"{name} {said}" for name, said in _answered(row.answers, BED_CHECKS)),
                    row.note,
                ])
            ),
            "who": row.recorded_by,
        }
        for row in found.checks
    ]  # fmt: skip


def _pauses(found: queries.BedFile) -> list[tuple[str, str, str, str]]:
    return [
        (word(Away(row.kind)), home_wording.day(row.since),
         home_wording.day(row.until) or _("至今"), row.note)
        for row in found.pauses
    ]  # fmt: skip


# family carers ----------------------------------------------------------------------------------


@page(MANAGE)
def course_list(request: ActorRequest) -> HttpResponse:
    """Family carers who were trained."""
    filters = filled(request, [listing.name_filter()])
    shown = queries.shown_courses(request.actor, q=filters[0].value)
    rows = [
        (
            home_wording.person(request, one.carer_id, one.carer.name),
            home_wording.person(request, one.elder_id, one.elder.name), one.title, one.hours,
            home_wording.day(one.on), word(Course(one.result)),
            link(reverse("services:carer_course", args=[one.pk]), _("查看")),
        )
        for one in shown
    ]  # fmt: skip
    titles = (
        _("家属"), _("被照护的老人"), _("培训名称"), _("课时"), _("结业日期"), _("结果"), _("操作"),
    )  # fmt: skip
    table = Table(
        key="carer-courses", rows=rows, filters=filters,
        columns=heads(request, [Column(str(n), t) for n, t in enumerate(titles)], ""),
        count_text=_("共 %(count)s 条") % {"count": len(rows)},
        export_url=home_listing.export_url(request, "carer-courses"),
        empty_title=_("还没有家庭照护培训"),
        empty_hint=_("在被照护老人的档案页登记家属参加的培训。"),
    )  # fmt: skip
    return home_listing.tabbed(request, table, _("家庭照护培训"))


@page(MANAGE)
def course_new(request: ActorRequest, person_id: int) -> HttpResponse:
    """Record a course of somebody's family carer."""
    today = clock.today()
    elder = people.person_in_scope(request.actor, person_id, permit=MANAGE)
    close = queries.close_to(request.actor, person_id, on=today)
    form = CourseForm(request.POST or None, carers=close, initial={"on": today})

    def perform(data: dict[str, Any]) -> str:
        made = actions.train_carer(
            request.actor, carer=data["carer"], elder=person_id,
            taught=actions.Taught(
                title=data["title"], hours=data["hours"], on=data["on"], teacher=data["teacher"],
                result=Course(data["result"]),
            ),
        )  # fmt: skip
        return reverse("services:carer_course", args=[made.pk])

    return asked(
        request, form, perform, title=_("登记家庭照护培训：%(name)s") % {"name": elder.name},
        back=f"/people/{person_id}/",
        more={"hint": "" if close else _("没有登记的家属，请先在老人的档案里登记亲属关系。")},
    )  # fmt: skip


@page(READ)
def carer_course(request: ActorRequest, course_id: int) -> HttpResponse:
    """One course; for who passed, the certificate to print, with the code that proves it."""
    one = queries.shown_course(request.actor, course_id)
    address = picture = ""
    if one.code:
        address = request.build_absolute_uri(reverse("services:certificate", args=[one.code]))
        picture = drawn_code(address)
    context = {
        "title": _("家庭照护培训：%(name)s") % {"name": one.carer.name},
        "back_url": reverse("services:carer_courses") if request.actor.may(MANAGE)
        else reverse("services:adaptations"),
        "facts": [
            (_("家属"), home_wording.person(request, one.carer_id, one.carer.name)),
            (_("被照护的老人"), home_wording.person(request, one.elder_id, one.elder.name)),
            (_("培训名称"), one.title), (_("课时"), one.hours),
            (_("结业日期"), home_wording.day(one.on)), (_("培训单位"), one.teacher),
            (_("结果"), word(Course(one.result))),
        ],
        "one": one, "picture": picture, "address": address,
        "county": county.name(english=is_english()), "on": home_wording.day(one.on),
        "manages": request.actor.may(MANAGE),
    }  # fmt: skip
    return render(request, "services/carer_course.html", context)


@page(MANAGE)
def course_retract(request: ActorRequest, course_id: int) -> HttpResponse:
    """Withdraw a course entered by mistake."""
    one = queries.carer_course(request.actor, course_id, permit=MANAGE)
    form = ReasonForm(request.POST or None)

    def perform(data: dict[str, Any]) -> None:
        actions.retract_carer_course(request.actor, course=course_id, reason=data["reason"])

    return asked(
        request, form, perform, back=reverse("services:carer_courses"),
        title=_("作废家庭照护培训：%(name)s") % {"name": one.carer.name},
    )  # fmt: skip


@public_page
def certificate(request: ActorRequest, code: str) -> HttpResponse:
    """Say whether a certificate of a family carer is in force; half the name, nothing else."""
    found = queries.carer_certificate(code)
    if found is None and len(code) > 40:
        raise NotHere("certificate", code)
    context = {"title": _("家庭照护培训证书核验"), "found": found,
               "on": home_wording.day(found.on) if found else ""}  # fmt: skip
    return render(request, "services/certificate.html", context)
