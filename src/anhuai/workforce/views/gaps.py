"""Where somebody is missing: one page of figures, each with the list behind it."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from anhuai.kernel.divisions import Level
from anhuai.places import queries as places
from anhuai.platform import clock, county
from anhuai.platform.listing import Filter, filled
from anhuai.platform.pages import page
from anhuai.platform.permits import Permit
from anhuai.platform.requests import ActorRequest
from anhuai.platform.words import word
from anhuai.workforce import queries
from anhuai.workforce.rules import CertificateState, CheckState
from anhuai.workforce.views.workers import post_title

READ = Permit.WORKFORCE_READ
SHOWN = 60
STATES = (
    CertificateState.VALID, CertificateState.EXPIRING, CertificateState.EXPIRED,
    CertificateState.MISSING,
)  # fmt: skip
CHECK_STATES = (CheckState.BARRED, CheckState.MISSING, CheckState.DUE, CheckState.CLEAR)


def rate(part: int, whole: int, per: int) -> str:
    """Return parts for each `per` of the whole to two decimals, "—" where there is no whole."""
    return f"{part * per / whole:.2f}" if whole else "—"


@page(READ)
def gap_page(request: ActorRequest) -> HttpResponse:
    """Which places lack their post, whose papers run out, who must be checked."""
    today = clock.today()
    towns = places.choices(
        request.actor, on=today, permit=Permit.PLACES_READ, level=Level.TOWN, within=county.code()
    )
    filters = filled(request, [Filter("division", gettext_lazy("乡镇"), "select", towns)])
    asked = filters[0].value
    division = asked if asked in dict(towns) else ""
    found = queries.gaps(request.actor, on=today, division=division)
    checks = reverse("workforce:checks")
    context = {
        "title": _("人员缺口"),
        "on": f"{today:%Y-%m-%d}",
        "filters": filters,
        "missing": [_missing(one) for one in found.missing],
        "states": [word(state) for state in STATES],
        "certificates": [
            (post_title(kind), f"{reverse('workforce:list')}?kind={kind}", _by(counts, STATES))
            for kind, counts in sorted(found.certificates.items())
        ],
        "checks": [
            (word(state), f"{checks}?state={state}", found.checks.get(state, 0))
            for state in CHECK_STATES
        ],
        "facts": [
            (_("社会工作者"), found.social_workers),
            (_("每千名 60 岁以上老年人社工数"), rate(found.social_workers, found.elders, 1000)),
            (_("每百张养老机构床位社工数"), rate(found.social_workers, found.beds, 100)),
            (_("养老护理员"), found.carers),
            (_("近一年离岗的护理员岗位"), found.left),
            (_("流动率（离岗 ÷ 在岗与离岗之和）"),
             "—" if found.turnover is None else f"{found.turnover:.1f}%"),
            (_("近一年在职培训的护理员占比"),
             "—" if found.on_the_job is None else f"{found.on_the_job:.1f}%"),
        ],
    }  # fmt: skip
    return render(request, "workforce/gaps.html", context)


def _by(counts: Mapping[Any, int], states: tuple[Any, ...]) -> list[int]:
    return [counts.get(state, 0) for state in states]


def _missing(one: queries.Missing) -> dict[str, Any]:
    return {
        "title": post_title(one.kind),
        "kind": one.kind,
        "needed": one.needed,
        "filled": one.needed - len(one.places),
        "places": [(code, places.path_of(code)) for code in one.places[:SHOWN]],
        "more": max(0, len(one.places) - SHOWN),
    }
