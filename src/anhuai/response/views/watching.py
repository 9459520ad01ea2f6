"""A person's telemetry: charts, the rules that hold for them, shapes, where they were last seen."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from anhuai.people import queries as people
from anhuai.platform import clock
from anhuai.platform.acting import NotHere
from anhuai.platform.asking import asked
from anhuai.platform.listing import badge, link
from anhuai.platform.pages import page
from anhuai.platform.permits import Permit
from anhuai.platform.requests import ActorRequest
from anhuai.platform.words import is_english, title_of, word
from anhuai.response import actions, queries
from anhuai.response.catalogue import RULES
from anhuai.response.forms import RuleForm
from anhuai.response.queries import places as grounds
from anhuai.response.queries import telemetry
from anhuai.response.queries.units import unit_of
from anhuai.response.rules.fences import FenceKind
from anhuai.response.rules.telemetry import MEASURES
from anhuai.response.views import fencing
from anhuai.response.views.devices import at, kind_title
from anhuai.response.views.grounds import period

READ, MANAGE = Permit.RESPONSE_READ, Permit.RESPONSE_MANAGE
DAYS = 30


def measure_title(code: str) -> str:
    """Return what a measure is called, with its unit."""
    one = MEASURES[code]
    return one.title_en if is_english() else one.title


def charts_of(devices: list[int], *, days: int = DAYS) -> list[tuple[str, dict[str, Any]]]:
    """Return a chart a measure: least, mean and most of each day."""
    return [
        (
            f"measure-{code}",
            {
                "labels": [one.day for one in rows], "title": measure_title(code),
                "unit": str(unit_of(MEASURES[code].unit)),
                "series": [
                    {"name": _("最低"), "values": [one.least for one in rows]},
                    {"name": _("平均"), "values": [one.mean for one in rows]},
                    {"name": _("最高"), "values": [one.most for one in rows]},
                ],
            },
        )
        for code, rows in sorted(telemetry.days_of(devices, days=days).items())
        if code in MEASURES
    ]  # fmt: skip


@page(READ)
def person_watch(request: ActorRequest, person_id: int) -> HttpResponse:
    """What a person's devices measured, and by which rules they are watched."""
    held = telemetry.rules_of(request.actor, person=person_id)
    devices = queries.of_person(request.actor, person_id)
    keys = [one.pk for one in devices]
    raised = {one.rule for one in telemetry.raised_of(keys)}
    seen = grounds.last_seen(person_id)
    search = grounds.open_search(person_id)
    context = {
        "title": _("%(name)s的遥测与安全范围") % {"name": held.name},
        "person_id": person_id,
        "back_url": f"/people/{person_id}/",
        "badges": [badge(_("正在寻找"), "red")] if search else [],
        "facts": [
            (_("设备"), "、".join(f"{kind_title(one.kind)} {one.ident}" for one in devices)),
            (_("最后位置"), _placed(seen) if seen else _("没有定位，或没有定位的同意")),
            (_("停在那里自"), seen.since if seen else ""),
            *([(_("寻人"), link(reverse("response:search", args=[search.pk]), _("正在寻找")))]
              if search else []),
        ],
        "charts": charts_of(keys),
        "days": DAYS,
        "rules": [_rule_row(one, one.code in raised) for one in held.rules],
        "fences": [
            (one.pk, word(FenceKind(one.kind)), one.title, one.metres, one.stay_minutes,
             period(one.since, one.until) if one.since else "")
            for one in grounds.fences_of(request.actor, person_id)
        ],
        "manages": request.actor.may(MANAGE),
        **fencing.shown(fencing.person_map(request.actor, person_id, linked=False)),
        "searches": request.actor.may(Permit.CASES_HANDLE) and search is None,
    }  # fmt: skip
    return render(request, "response/watch.html", context)


def _placed(seen: grounds.LastSeen) -> str:
    moment = at(int(seen.at.timestamp() * 1000)) if seen.at else ""
    return f"{moment} {seen.longitude:.5f}, {seen.latitude:.5f}"


def _rule_row(held: telemetry.Held, is_raised: bool) -> dict[str, Any]:  # noqa: FBT001
    rule = RULES[held.code]
    limit = held.limit / rule.limit.scale if rule.limit.scale > 1 else held.limit
    unit = unit_of(rule.limit.unit if rule.limit.scale == 1 else rule.limit.unit.lstrip("0.1"))
    state = badge(_("已停用"), "grey") if held.is_off else badge(_("在用"), "green")
    own = held.own
    return {
        "code": held.code, "title": title_of(rule), "limit": f"{limit:g} {unit}",
        "is_own": own is not None and own.limit is not None,
        "state": badge(_("正在报警"), "red") if is_raised else state,
        "reason": own.reason if own else "", "by": own.by if own else "",
        "until": own.off_until if own and held.is_off else None,
        "note": rule.basis.note,
    }  # fmt: skip


@page(MANAGE)
def person_rule(request: ActorRequest, person_id: int, rule: str) -> HttpResponse:
    """Set one rule for a person alone."""
    people.person_in_scope(request.actor, person_id, permit=MANAGE)
    held = {one.code: one for one in telemetry.rules_of(request.actor, person=person_id).rules}
    if rule not in held:
        raise NotHere("rule", rule)
    own, bounds = held[rule].own, RULES[rule].limit
    initial = {
        "limit": own.limit if own else None, "reason": own.reason if own else "",
        "off_until": own.off_until if own and own.off_until and own.off_until > clock.today()
        else None,
        "version": own.version if own else 0,
    }  # fmt: skip
    form = RuleForm(
        request.POST or None,
        initial=initial,
        unit=str(unit_of(bounds.unit)),
        county=held[rule].county,
    )

    def perform(data: dict[str, Any]) -> None:
        actions.adapt_rule(request.actor, person=person_id, rule=rule, **data)

    title = gettext_lazy("按本人情况设：%(rule)s") % {"rule": title_of(RULES[rule])}
    back = reverse("response:watch", args=[person_id])
    return asked(request, form, perform, title=title, back=back)
