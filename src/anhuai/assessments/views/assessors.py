"""Who assesses: the list, entering somebody, ending."""

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from anhuai.assessments import actions, queries
from anhuai.assessments.forms import AssessorForm, EndForm
from anhuai.assessments.rules.words import Background
from anhuai.assessments.views import wording
from anhuai.kernel.unfit import Unfit
from anhuai.people import queries as people
from anhuai.platform import clock
from anhuai.platform.asking import asked, day_after, last_day
from anhuai.platform.listing import Column, Filter, Table, badge, filled, heads, link
from anhuai.platform.pages import Menu, page
from anhuai.platform.permits import Permit
from anhuai.platform.requests import ActorRequest
from anhuai.platform.views.trail import shown_list
from anhuai.platform.words import word, words

READ, MANAGE = Permit.ASSESSMENTS_READ, Permit.ASSESSMENTS_MANAGE
COLUMNS = (
    Column("name", gettext_lazy("姓名")),
    Column("division", gettext_lazy("负责地区")),
    Column("background", gettext_lazy("专业背景")),
    Column("certificate", gettext_lazy("证书编号")),
    Column("until", gettext_lazy("证书有效期")),
    Column("state", gettext_lazy("状态")),
)
SHOWN = 500


@page(
    MANAGE,
    menu=Menu(gettext_lazy("评估员"), "certificate", 46, group="registers"),
    name="assessments:assessors",
)
def assessor_list(request: ActorRequest) -> HttpResponse:
    """Who assesses in the actor's area."""
    today = clock.today()
    filters = filled(
        request,
        [
            Filter("q", gettext_lazy("姓名")),
            Filter("background", gettext_lazy("专业背景"), "select", words(Background)),
            Filter("now", gettext_lazy("只看在岗"), "check"),
        ],
    )
    asks = {one.name: one.value for one in filters}
    rows = queries.assessors(request.actor, permit=MANAGE)
    if asks["q"]:
        rows = rows.filter(name__contains=asks["q"])
    if asks["background"]:
        rows = rows.filter(background=asks["background"])
    if asks["now"]:
        rows = rows.filter(queries.in_post(today))
    in_post = set(rows.filter(queries.in_post(today)).values_list("pk", flat=True))
    found = list(rows.order_by("name", "pk")[:SHOWN])
    table = Table(
        key="assessors",
        columns=heads(request, COLUMNS, ""),
        rows=[
            (
                link(reverse("assessments:assessor_end", args=[one.pk]), one.name)
                if one.until is None
                else one.name,
                wording.place_of(one.division),
                word(Background(one.background)),
                one.certificate,
                last_day(one.certificate_until),
                badge(_("在岗"), "green") if one.pk in in_post else badge(_("不在岗"), "grey"),
            )
            for one in found
        ],
        filters=filters,
        count_text=_("共 %(count)s 名评估员") % {"count": len(found)},
        export_url=reverse("platform:sheet_export", args=["assessors"]),
        create_url=reverse("assessments:assessor_new"),
        create_title=_("登记评估员"),
        empty_title=_("还没有评估员"),
        empty_hint=_("先由管理员给账号分配“评估员”角色，再在这里登记。"),
    )
    return shown_list(request, table, _("评估员"))


@page(MANAGE)
def assessor_new(request: ActorRequest) -> HttpResponse:
    """Enter an assessor."""
    form = AssessorForm(request.POST or None, initial={"since": clock.today()})

    def perform(data: dict[str, Any]) -> None:
        typed = data["person"]
        actions.enter_assessor(
            request.actor, username=data["username"], background=data["background"],
            since=data["since"], certificate=data["certificate"],
            certificate_until=day_after(data["valid_to"]),
            person=_registered(request, typed) if typed else None,
        )  # fmt: skip

    return asked(
        request, form, perform, title=_("登记评估员"), back=reverse("assessments:assessors")
    )


def _registered(request: ActorRequest, typed: str) -> int:
    try:
        found = people.named(request.actor, typed, on=clock.today())
    except Unfit as error:
        raise actions.BadForm("person", error.message, error.message_en, field="person") from error
    if len(found) != 1:
        raise actions.BadForm(
            "person", "在您的管辖范围内没有找到这个身份证号；不在人员名册的，请留空。",
            "This number is not in your area's register: leave it empty.", field="person",
        )  # fmt: skip
    return found[0][0]


@page(MANAGE)
def assessor_end(request: ActorRequest, assessor_id: int) -> HttpResponse:
    """End an assessor."""
    one = queries.assessor(request.actor, assessor_id, permit=MANAGE)
    form = EndForm(request.POST or None, initial={"on": clock.today(), "version": one.version})

    def perform(data: dict[str, Any]) -> None:
        version = data["version"] if data["version"] is not None else one.version
        actions.end_assessor(request.actor, assessor=assessor_id, version=version, on=data["on"])

    return asked(
        request, form, perform, title=_("停止评估员：%(name)s") % {"name": one.name},
        back=reverse("assessments:assessors"),
    )  # fmt: skip
