"""The list of what the county should look into at institutions, each with its reason."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from anhuai.facilities.rules import NURSING_CHECKS
from anhuai.placements import queries
from anhuai.placements.rules.findings import Found, Matter
from anhuai.placements.views import listing, wording
from anhuai.placements.views.beds import DIFFERS
from anhuai.platform import clock
from anhuai.platform.acting import Actor
from anhuai.platform.listing import Column, Filter, badge, filled, link
from anhuai.platform.pages import page
from anhuai.platform.permits import Permit
from anhuai.platform.requests import ActorRequest
from anhuai.platform.sheets.register import Giving, declare
from anhuai.platform.words import is_english, word, words

READ = Permit.PLACEMENTS_READ
COLUMNS = (
    Column("name", gettext_lazy("机构")),
    Column("place", gettext_lazy("所在地")),
    Column("matter", gettext_lazy("线索")),
    Column("why", gettext_lazy("依据")),
    Column("todo", gettext_lazy("怎么办")),
)
ADVICE: Mapping[Matter, Any] = {
    Matter.CROWDED: gettext_lazy("核对入住记录；确实超员的，劝导转院或补登床位"),
    Matter.ODD: gettext_lazy("给住在里面的人换床，或恢复这张床"),
    Matter.OVER_ASSETS: gettext_lazy("停止收取，督促退还到净固定资产以内"),
    Matter.NO_ASSETS: gettext_lazy("向机构要审计报告，在“预收款监管”里登记净固定资产"),
    Matter.UNDER_RESERVE: gettext_lazy("督促补足存管账户，补足前不再动用"),
    Matter.CUSTODY_LESS: gettext_lazy("向机构和银行核对差额的去向，记录有误的更正"),
    Matter.NO_BALANCE: gettext_lazy("请机构按银行对账单在“预收款监管”里登记存管账户余额"),
    Matter.UNFILED: gettext_lazy("督促备案"),
    Matter.UNANSWERED: gettext_lazy("在“备案”里答复"),
    Matter.UNCHECKED: gettext_lazy("安排现场核查并登记"),
    Matter.DIFFERS: gettext_lazy("与机构核对，改日报或改记录"),
    Matter.SILENT: gettext_lazy("提醒机构填报"),
    Matter.NURSING: gettext_lazy("核对后补齐，或改为普通床位"),
}
_SHORT = frozenset({Matter.UNDER_RESERVE, Matter.CUSTODY_LESS})
GRAVE = frozenset(
    {Matter.CROWDED, Matter.ODD, Matter.OVER_ASSETS, Matter.UNDER_RESERVE, Matter.UNFILED}
)


_COUNTED = _SHORT | {Matter.CROWDED, Matter.OVER_ASSETS, Matter.NO_ASSETS, Matter.NO_BALANCE}


def _counted(one: Found) -> str:
    if one.matter is Matter.CROWDED:
        return _("多 %(count)s 人") % {"count": one.count}
    if one.matter is Matter.OVER_ASSETS:
        return _("超出 %(money)s") % {"money": wording.money(one.count)}
    if one.matter in _SHORT:
        short = {"day": wording.day(one.day), "money": wording.money(one.count)}
        return _("%(day)s 少 %(money)s") % short
    if one.matter is Matter.NO_BALANCE:
        return _("押金和会员费 %(money)s") % {"money": wording.money(one.count)}
    return _("预收款 %(money)s") % {"money": wording.money(one.count)}


def why(one: Found) -> str:
    """Say what a finding rests on."""
    if one.matter in _COUNTED:
        return _counted(one)
    if one.matter is Matter.ODD:
        return _("床号：%(labels)s") % {"labels": "、".join(one.codes[:8])}
    if one.matter is Matter.NURSING:
        at = int(is_english())
        lacking = "、".join(NURSING_CHECKS[code][at] for code in one.codes)
        return _("%(count)s 张床缺：%(lacking)s") % {"count": one.count, "lacking": lacking}
    if one.matter is Matter.DIFFERS:
        said = "；".join(str(DIFFERS[code]) for code in one.codes if code in DIFFERS)
        return f"{wording.day(one.day)} {said}"
    if one.matter is Matter.SILENT:
        return _("最近填报：%(day)s") % {"day": wording.day(one.day) or _("从未")}
    return _("期限：%(day)s") % {"day": wording.day(one.day)}


def _row(one: Found) -> tuple[object, ...]:
    home = wording.home_link(one.facility, one.name)
    if one.matter in _SHORT or one.matter is Matter.NO_BALANCE:
        home = link(reverse("placements:custody", args=[one.facility]), one.name)
    if one.matter in (Matter.OVER_ASSETS, Matter.NO_ASSETS):
        home = link(reverse("placements:ahead"), one.name)
    if one.matter in (Matter.UNFILED, Matter.UNANSWERED, Matter.UNCHECKED, Matter.NURSING):
        home = link(f"/facilities/{one.facility}/", one.name)
    colour = "red" if one.matter in GRAVE else "orange"
    return (
        home, wording.place_of(one.division), badge(word(one.matter), colour), why(one),
        ADVICE[one.matter],
    )  # fmt: skip


@page(Permit.FACILITIES_READ)
def finding_list(request: ActorRequest) -> HttpResponse:
    """Every finding of today at the institutions in scope, the gravest first."""
    request.actor.require(READ)
    filters = [
        listing.town_filter(request),
        Filter("matter", gettext_lazy("线索"), "select", words(Matter)),
    ]
    asks = {one.name: one.value for one in filled(request, filters)}
    found = queries.findings(
        request.actor, on=clock.today(), division=asks["division"], matter=asks["matter"]
    )
    return listing.whole(
        request, title=_("机构线索"), key="placement-findings", columns=COLUMNS, filters=filters,
        rows=[_row(one) for one in found], empty_title=_("没有线索"),
        empty_hint=_("床位、备案、日报和护理型床位核对项都对得上。"),
        export_url=f"/sheets/placement-findings/export?{request.GET.urlencode()}",
    )  # fmt: skip


def give(actor: Actor, query: Mapping[str, str]) -> Iterator[Sequence[str]]:
    """Return the findings a list asks for as texts."""
    found = queries.findings(
        actor, on=clock.today(), division=query.get("division", ""),
        matter=query.get("matter", ""),
    )  # fmt: skip
    for one in found:
        yield (
            one.name, wording.place_of(one.division), word(one.matter), why(one),
            str(ADVICE[one.matter]),
        )  # fmt: skip


declare(
    Giving(
        "placement-findings", gettext_lazy("机构线索"),
        [
            gettext_lazy("机构"), gettext_lazy("所在地"), gettext_lazy("线索"),
            gettext_lazy("依据"), gettext_lazy("怎么办"),
        ],
        give, READ, "/placements/findings",
    )
)  # fmt: skip
