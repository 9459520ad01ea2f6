"""A family's own bills in one list: what its children's nurseries charge, what is still to pay."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from anhuai.childcare import queries as childcare
from anhuai.kernel.money import Fen, format_yuan
from anhuai.platform.listing import Column, Filter, Table, badge, filled, heads, link
from anhuai.platform.pages import Menu, page
from anhuai.platform.panels import panel
from anhuai.platform.permits import Permit
from anhuai.platform.requests import ActorRequest

OWN = Permit.CHILDCARE_OWN
COLUMNS = (
    Column("month", gettext_lazy("月份"), css="nowrap"),
    Column("name", gettext_lazy("姓名"), css="nowrap"),
    Column("by", gettext_lazy("收费单位")),
    Column("kind", gettext_lazy("账单")),
    Column("total", gettext_lazy("金额"), css="num"),
    Column("left", gettext_lazy("待付"), css="num"),
    Column("state", gettext_lazy("状态")),
)


def _yuan(fen: int) -> str:
    return _("%(amount)s 元") % {"amount": format_yuan(Fen(fen))}


@page(OWN, menu=Menu(gettext_lazy("我的账单"), "wallet", 32, group="work"), name="portal:bills")
def bill_list(request: ActorRequest) -> HttpResponse:
    """The bills of the family's own children, newest first; each leads to its lines."""
    filters = filled(request, [Filter("open", gettext_lazy("只看待付"), "check")])
    found = childcare.own_bills(request.actor)
    shown = [one for one in found if not filters[0].value or one.total != one.paid]
    table = Table(
        key="portal-bills", columns=heads(request, COLUMNS, ""), filters=filters,
        rows=[
            (
                link(reverse("childcare:bill", args=[one.pk]), f"{one.month:%Y-%m}"),
                one.person.name, one.nursery.facility.name,
                _("更正 %(number)s") % {"number": one.number} if one.number else _("托育账单"),
                _yuan(one.total), _yuan(one.total - one.paid),
                badge(_("已结清"), "green") if one.total == one.paid
                else badge(_("待付"), "yellow") if one.total > one.paid
                else badge(_("待退"), "blue"),
            )
            for one in shown
        ],
        count_text=_("共 %(count)s 份，待付 %(left)s")
        % {"count": len(shown), "left": _yuan(_unpaid(found))},
        empty_title=_("没有账单"),
        empty_hint=_("孩子入托后，机构按月出账单，就会列在这里。"),
    )  # fmt: skip
    template = "platform/_rows.html" if request.headers.get("HX-Request") else "platform/list.html"
    return render(request, template, {"table": table, "title": _("我的账单")})


def _unpaid(found: Sequence[Any]) -> int:
    return sum(max(0, one.total - one.paid) for one in found)


@panel("home", title=gettext_lazy("我的账单"), order=3, permit=OWN)
def of_family(request: ActorRequest, _key: int) -> SafeString | str:
    """Draw what is still to pay; nothing where nothing is."""
    left = _unpaid(childcare.own_bills(request.actor))
    if not left:
        return ""
    context = {"left": _yuan(left)}
    return SafeString(render_to_string("portal/_bills.html", context, request=request))
