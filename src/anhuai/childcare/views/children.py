"""Enrolled children: the list, one child's file, entry, hours, who may fetch it, its pass."""

from typing import Any

from django.core import signing
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from anhuai.childcare import actions, queries
from anhuai.childcare.forms import BookForm, EndForm, EnrolForm, PapersForm, PickUpForm, VisitorForm
from anhuai.childcare.rules.words import Happening, Relation, Vaccination
from anhuai.childcare.views import listing, wording
from anhuai.childcare.views.bills import number_title, state_badge
from anhuai.platform import clock
from anhuai.platform.acting import NotHere
from anhuai.platform.asking import asked, day_after, last_day
from anhuai.platform.codes import drawn_code
from anhuai.platform.listing import Column, Filter, Table, filled, heads, link
from anhuai.platform.pages import page
from anhuai.platform.permits import Permit
from anhuai.platform.requests import ActorRequest
from anhuai.platform.words import word

READ, MANAGE, APPLY = Permit.CHILDCARE_READ, Permit.CHILDCARE_MANAGE, Permit.CHILDCARE_APPLY
SALT = "anhuai.childcare.pass"
COLUMNS = (
    Column("name", gettext_lazy("孩子"), css="nowrap"),
    Column("nursery", gettext_lazy("托育机构")),
    Column("class", gettext_lazy("班级")),
    Column("care", gettext_lazy("托育方式")),
    Column("since", gettext_lazy("入托日期"), css="nowrap"),
    Column("until", gettext_lazy("离托日期"), css="nowrap"),
    Column("vaccination", gettext_lazy("预防接种证查验")),
)


@page(READ)
def child_list(request: ActorRequest) -> HttpResponse:
    """The children enrolled in the actor's area or nurseries."""
    homes = queries.nurseries(request.actor).order_by("facility__pinyin", "pk")[:200]
    filters = filled(
        request,
        [
            Filter("q", gettext_lazy("姓名"), placeholder=gettext_lazy("姓名、拼音或首字母")),
            Filter("nursery", gettext_lazy("托育机构"), "select",
                   [(str(one.pk), one.facility.name) for one in homes]),
            Filter("past", gettext_lazy("只看已离托"), "check"),
        ],
    )  # fmt: skip
    asks = {one.name: one.value for one in filters}
    found, count = queries.enrolment_page(
        request.actor, on=clock.today(), q=asks["q"], nursery=asks["nursery"],
        past=bool(asks["past"]),
    )  # fmt: skip
    table = Table(
        key="childcare-children", columns=heads(request, COLUMNS, ""), filters=filters,
        rows=[
            (
                link(reverse("childcare:child", args=[one.pk]), one.person.name),
                one.nursery_class.nursery.facility.name, one.nursery_class.name,
                wording.care_title(one.care), f"{one.since:%Y-%m-%d}",
                f"{one.until:%Y-%m-%d}" if one.until else "",
                word(Vaccination(one.vaccination)),
            )
            for one in found
        ],
        count_text=_("共 %(count)s 名") % {"count": count},
        export_url=f"{reverse('platform:sheet_export', args=['childcare-children'])}"
        f"?{request.GET.urlencode()}",
        import_url=reverse("platform:sheet_import", args=["childcare-children"])
        if request.actor.may(MANAGE) else "",
        empty_title=_("没有符合条件的在托儿童"),
        empty_hint=_("录取并由家长接受后，在申请页面办理入托。"),
    )  # fmt: skip
    return listing.shown(request, table, _("在托儿童"))


@page(APPLY)
def child_page(request: ActorRequest, enrolment_id: int) -> HttpResponse:
    """One enrolled child: to its nursery, its officers and its family."""
    today = clock.today()
    found = queries.child_file(request.actor, enrolment_id, on=today)
    one, serves = found.one, request.actor.may(READ)
    room = one.nursery_class
    context = {
        "title": one.person.name,
        "facts": [
            (_("托育机构"), room.nursery.facility.name), (_("班级"), room.name),
            (_("托育方式"), wording.care_title(one.care)),
            (_("入托日期"), f"{one.since:%Y-%m-%d}"),
            (_("离托日期"), f"{one.until:%Y-%m-%d}" if one.until else _("在托")),
            (_("过敏"), found.allergies or _("没有登记过敏")),
            (_("预防接种证查验"), word(Vaccination(one.vaccination))),
            (_("入托体检日期"), f"{one.examined_on:%Y-%m-%d}"),
        ],
        "pick_ups": [
            (row.name, word(Relation(row.relation)), phone, last_day(row.until),
             reverse("childcare:pick_up_end", args=[row.pk]))
            for row, phone in found.pick_ups
        ],
        "attended": [
            (f"{row.day:%Y-%m-%d}", wording.clock_time(row.came_at),
             wording.clock_time(row.left_at), row.left_with.name if row.left_with else "",
             wording.checks({check.part: check.seen for check in row.checks.all()}))
            for row in found.attended
        ],
        "bookings": [
            (f"{row.day:%Y-%m-%d}", f"{row.begins}:00–{row.ends}:00",
             f"{row.nursery_class.nursery.facility.name} {row.nursery_class.name}",
             reverse("childcare:cancel", args=[row.pk]))
            for row in found.bookings
        ],
        "incidents": [(wording.moment(row.at), word(Happening(row.kind)), row.says, row.done)
                      for row in found.incidents],
        "bills": [
            (reverse("childcare:bill", args=[row.pk]), wording.month_of(row.month),
             number_title(row.number), wording.money(row.total), state_badge(row.total, row.paid))
            for row in found.bills
        ],
        "one": one, "ends": serves and request.actor.may(MANAGE) and one.until is None,
        "is_here": one.until is None or one.until > today,
        "back_url": reverse("childcare:children" if serves else "childcare:mine"),
        "back_title": _("在托儿童") if serves else _("我的托育"),
    }  # fmt: skip
    return render(request, "childcare/child.html", context)


@page(MANAGE)
def enrol(request: ActorRequest, offer_id: int) -> HttpResponse:
    """Enrol a child on an accepted offer."""
    one = queries.offer_of(request.actor, offer_id)
    form = EnrolForm(request.POST or None, initial={"since": max(clock.today(), one.starts)})

    def perform(data: dict[str, Any]) -> str:
        made = actions.enrol(request.actor, offer=offer_id, **data)
        return reverse("childcare:child", args=[made.pk])

    return asked(
        request, form, perform,
        title=_("办理入托：申请 %(number)s") % {"number": one.application_id},
        back=reverse("childcare:application", args=[one.application_id]),
    )  # fmt: skip


@page(MANAGE)
def papers(request: ActorRequest, enrolment_id: int) -> HttpResponse:
    """Bring an enrolled child's vaccination, examination and allergies up to date."""
    found = queries.child_file(request.actor, enrolment_id, on=clock.today())
    one = queries.enrolment(request.actor, enrolment_id, permit=MANAGE)
    form = PapersForm(
        request.POST or None,
        initial={
            "vaccination": one.vaccination, "examined_on": one.examined_on,
            "allergies": found.allergies, "version": one.version,
        },
    )  # fmt: skip

    def perform(data: dict[str, Any]) -> None:
        data["version"] = one.version if data["version"] is None else data["version"]
        actions.renew_papers(request.actor, enrolment=enrolment_id, **data)

    return asked(
        request, form, perform, title=_("更新体检和接种：%(name)s") % {"name": one.person.name},
        back=reverse("childcare:child", args=[enrolment_id]),
    )  # fmt: skip


@page(MANAGE)
def visitor(request: ActorRequest, class_id: int) -> HttpResponse:
    """Register a child that comes by the hour only."""
    one = queries.class_in_scope(request.actor, class_id, permit=MANAGE)
    form = VisitorForm(request.POST or None, initial={"since": clock.today()})

    def perform(data: dict[str, Any]) -> str:
        made = actions.register_visitor(
            request.actor, nursery_class=class_id, identity=data.pop("person"), **data
        )
        return reverse("childcare:child", args=[made.pk])

    return asked(
        request, form, perform, title=_("登记计时托儿童：%(name)s") % {"name": one.name},
        back=reverse("childcare:class", args=[class_id]),
    )  # fmt: skip


@page(MANAGE)
def end(request: ActorRequest, enrolment_id: int) -> HttpResponse:
    """End an enrolment."""
    one = queries.enrolment(request.actor, enrolment_id, permit=MANAGE)
    form = EndForm(request.POST or None, initial={"on": clock.today(), "version": one.version})

    def perform(data: dict[str, Any]) -> None:
        version = data["version"] if data["version"] is not None else one.version
        actions.end_enrolment(
            request.actor, enrolment=enrolment_id, version=version, on=data["on"],
            reason=data["reason"],
        )  # fmt: skip

    return asked(
        request, form, perform, title=_("办理离托"),
        back=reverse("childcare:child", args=[enrolment_id]),
    )  # fmt: skip


@page(APPLY)
def book(request: ActorRequest, enrolment_id: int) -> HttpResponse:
    """Book hours at the child's nursery or another site of its network."""
    one = queries.enrolment(request.actor, enrolment_id)
    rooms = [
        (
            str(room.pk),
            f"{room.nursery.facility.name} {room.name}（{wording.class_title(room.group)}，"  # noqa: ISC004
            f"{room.nursery.opens}:00–{room.nursery.closes}:00）",
        )
        for room in queries.in_network(one.nursery_class.nursery).order_by("nursery", "pk")
    ]  # fmt: skip
    form = BookForm(
        request.POST or None, choices={"nursery_class": rooms},
        initial={"day": clock.today(), "nursery_class": one.nursery_class_id},
    )  # fmt: skip

    def perform(data: dict[str, Any]) -> None:
        data["nursery_class"] = int(data["nursery_class"])
        actions.book(request.actor, enrolment=enrolment_id, **data)

    return asked(
        request, form, perform, title=_("预约计时托"), more={"submit_title": _("预约")},
        back=reverse("childcare:child", args=[enrolment_id]),
    )  # fmt: skip


@page(APPLY)
@require_POST
def cancel(request: ActorRequest, booking_id: int) -> HttpResponse:
    """Cancel a booking."""
    row = actions.cancel_booking(request.actor, booking=booking_id)
    return _to_child(row.enrolment_id)


@page(APPLY)
def pick_up(request: ActorRequest, enrolment_id: int) -> HttpResponse:
    """Let somebody fetch the child."""
    queries.enrolment(request.actor, enrolment_id)
    form = PickUpForm(request.POST or None)

    def perform(data: dict[str, Any]) -> None:
        until = day_after(data.pop("valid_to"))
        actions.authorise(request.actor, enrolment=enrolment_id, until=until, **data)

    return asked(
        request, form, perform, title=_("登记接送人"),
        back=reverse("childcare:child", args=[enrolment_id]),
        more={"hint": _("只有名单上的人能接走孩子；临时换人，请先在这里登记。")},
    )  # fmt: skip


@page(APPLY)
@require_POST
def pick_up_end(request: ActorRequest, pick_up_id: int) -> HttpResponse:
    """Let somebody fetch the child no longer."""
    actions.withdraw_pick_up(request.actor, pick_up=pick_up_id)
    back = request.POST.get("enrolment", "")
    return _to_child(int(back) if back.isdigit() and len(back) < 19 else 0)


def _to_child(key: int) -> HttpResponse:
    url = reverse("childcare:child", args=[key]) if key else reverse("childcare:mine")
    response = HttpResponse(status=302)
    response["Location"] = url
    return response


@page(APPLY)
def own_pass(request: ActorRequest, enrolment_id: int) -> HttpResponse:
    """The child's pass: a code the nursery's phone reads at the door."""
    one = queries.enrolment(request.actor, enrolment_id)
    token = signing.dumps(one.pk, salt=SALT)
    url = request.build_absolute_uri(reverse("childcare:scan", args=[token]))
    context = {
        "title": _("入园码"), "code": drawn_code(url), "name": one.person.name,
        "nursery": one.nursery_class.nursery.facility.name,
        "back_url": reverse("childcare:child", args=[enrolment_id]),
    }  # fmt: skip
    return render(request, "childcare/pass.html", context)


@page(MANAGE)
def scan(request: ActorRequest, token: str) -> HttpResponse:
    """What a nursery's phone opens on reading a pass: take the child in, or hand it over."""
    try:
        key = signing.loads(token, salt=SALT)
    except signing.BadSignature as error:
        raise NotHere("childcare_enrolment", 0) from error
    found = queries.child_file(request.actor, key, on=clock.today())
    there = next((row for row in found.attended if row.left_at is None), None)
    context = {
        "title": found.one.person.name, "one": found.one, "there": there,
        "allergies": found.allergies,
        "bookings": [row for row in found.bookings if row.day == clock.today()],
        "room": found.one.nursery_class,
    }  # fmt: skip
    return render(request, "childcare/scan.html", context)
